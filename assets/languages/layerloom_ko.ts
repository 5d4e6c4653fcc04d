<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
 <context>
  <name>Layerloom</name>
  <message>
   <extracomment>arithmetic.py</extracomment>
   <source>“{formula}” is no formula for a learning rate: write such as first * 0.95 ** epoch.</source>
   <translation>“{formula}”은(는) 학습률 수식이 아닙니다. first * 0.95 ** epoch처럼 쓰세요.</translation>
  </message>
  <message>
   <extracomment>arithmetic.py</extracomment>
   <source>“{formula}” gives {value}, but a learning rate must be above 0.</source>
   <translation>“{formula}”의 값은 {value}이지만 학습률은 0보다 커야 합니다.</translation>
  </message>
  <message>
   <extracomment>canvas/accessible.py</extracomment>
   <source>{layers} layer{plural}</source>
   <translation>층 {layers}개</translation>
  </message>
  <message>
   <extracomment>canvas/accessible.py</extracomment>
   <source>{edges} connection{plural}</source>
   <translation>연결 {edges}개</translation>
  </message>
  <message>
   <extracomment>canvas/accessible.py</extracomment>
   <source>{parameters} parameters</source>
   <translation>파라미터 {parameters}개</translation>
  </message>
  <message>
   <extracomment>canvas/accessible.py</extracomment>
   <source>{problems} problem{plural}</source>
   <translation>문제 {problems}개</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>Connection from {source} to {target}</source>
   <translation>{source}에서 {target}(으)로 가는 연결</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>Output {number} of {name}</source>
   <translation>{name}의 출력 {number}</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>Note {number}</source>
   <translation>메모 {number}</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>{note}, about {layer}</source>
   <translation>{note}, {layer}에 관한 것</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>Input {number} of {name}</source>
   <translation>{name}의 입력 {number}</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>no input</source>
   <translation>입력 없음</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>Drag it to a layer, or onto the paper for the layers that fit.</source>
   <translation>층으로 끌면 연결되고, 종이로 끌면 어울리는 층이 나옵니다.</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>Drag it to the layer that shall feed it, or onto the paper for a new one.</source>
   <translation>입력을 줄 층으로 끌거나, 종이로 끌어 새 층을 놓으세요.</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>shape not known yet</source>
   <translation>형태를 아직 모름</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>from {sources}</source>
   <translation>입력: {sources}</translation>
  </message>
  <message>
   <extracomment>canvas/accessible_parts.py</extracomment>
   <source>to {names}</source>
   <translation>다음: {names}</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Align &amp;left</source>
   <translation>왼쪽 맞춤(&amp;L)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Align in one &amp;column</source>
   <translation>한 열로 맞춤(&amp;C)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Align &amp;right</source>
   <translation>오른쪽 맞춤(&amp;R)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Align &amp;top</source>
   <translation>위쪽 맞춤(&amp;T)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Align in one ro&amp;w</source>
   <translation>한 행으로 맞춤(&amp;W)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Align &amp;bottom</source>
   <translation>아래쪽 맞춤(&amp;B)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Spread &amp;across</source>
   <translation>가로로 고르게 배치(&amp;A)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Spread &amp;down</source>
   <translation>세로로 고르게 배치(&amp;D)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>One line for each, such as width = 32. A setting takes a formula such as =width*2.</source>
   <translation>한 줄에 하나씩 width = 32처럼 적으세요. 설정값에는 =width*2 같은 수식을 쓸 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Delete {what}</source>
   <translation>{what} 삭제</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Deleted {what}.</source>
   <translation>{what}을(를) 삭제했습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Variables</source>
   <translation>변수</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>multiply-adds for one sample</source>
   <translation>샘플 하나당 곱셈-덧셈 수</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>parameters</source>
   <translation>파라미터 수</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>The layers show their {what}.</source>
   <translation>층에 {what}을(를) 표시합니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>{count} layers</source>
   <translation>층 {count}개</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Add layers…</source>
   <translation>층 추가(&amp;A)…</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Conn&amp;ect to…</source>
   <translation>연결하기(&amp;E)…</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Cu&amp;t</source>
   <translation>잘라내기(&amp;T)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Copy</source>
   <translation>복사(&amp;C)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Paste</source>
   <translation>붙여넣기(&amp;P)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Duplicate</source>
   <translation>복제(&amp;D)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>De&amp;lete</source>
   <translation>삭제(&amp;L)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Delete, leave a &amp;gap</source>
   <translation>삭제하고 빈자리 두기(&amp;G)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Select &amp;all</source>
   <translation>모두 선택(&amp;A)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Select what &amp;feeds it</source>
   <translation>입력 쪽 층 선택(&amp;F)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Select what it f&amp;eeds</source>
   <translation>출력 쪽 층 선택(&amp;E)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Highlight its way through</source>
   <translation>경로 강조(&amp;H)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Minimap</source>
   <translation>미니맵(&amp;M)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Grid</source>
   <translation>격자(&amp;G)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Multiply-adds on &amp;layers</source>
   <translation>층에 곱셈-덧셈 수 표시(&amp;L)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Left to &amp;right</source>
   <translation>왼쪽에서 오른쪽으로(&amp;R)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Find layers…</source>
   <translation>층 찾기(&amp;F)…</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Find ne&amp;xt</source>
   <translation>다음 찾기(&amp;X)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Find pre&amp;vious</source>
   <translation>이전 찾기(&amp;V)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Bypass</source>
   <translation>우회(&amp;B)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Free&amp;ze weights</source>
   <translation>가중치 고정(&amp;Z)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Result is model &amp;output</source>
   <translation>결과를 모델 출력으로(&amp;O)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Group</source>
   <translation>그룹 만들기(&amp;G)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Ungroup</source>
   <translation>그룹 풀기(&amp;U)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Open the group</source>
   <translation>그룹 열기(&amp;O)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Leave the group</source>
   <translation>그룹에서 나가기(&amp;L)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Repeat…</source>
   <translation>반복(&amp;R)…</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Merge a file…</source>
   <translation>파일 합치기(&amp;M)…</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Variables…</source>
   <translation>변수(&amp;V)…</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Add a &amp;note…</source>
   <translation>메모 추가(&amp;N)…</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Next not&amp;e</source>
   <translation>다음 메모(&amp;E)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Arrow of t&amp;he note</source>
   <translation>메모의 화살표(&amp;H)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Repair a &amp;problem…</source>
   <translation>문제 고치기(&amp;P)…</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Automatic &amp;layout</source>
   <translation>자동 배치(&amp;L)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>&amp;Fit drawing</source>
   <translation>전체 보기(&amp;F)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Zoom &amp;in</source>
   <translation>확대(&amp;I)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Zoom &amp;out</source>
   <translation>축소(&amp;O)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Zoom to &amp;selection</source>
   <translation>선택한 부분 확대(&amp;S)</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>a connection</source>
   <translation>연결 하나</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>{count} connections</source>
   <translation>연결 {count}개</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Automatic layout</source>
   <translation>자동 배치</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Change variables</source>
   <translation>변수 바꾸기</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Layers snap to the grid.</source>
   <translation>층이 격자에 맞춰집니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Layers stand anywhere.</source>
   <translation>층을 아무 데나 둘 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>{what} {plural} bypassed: B switches back.</source>
   <translation>{what}을(를) 우회합니다. B를 누르면 다시 켜집니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>{what} {plural} at work again.</source>
   <translation>{what}이(가) 다시 작동합니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>There are no weights in what is selected.</source>
   <translation>선택한 것에는 가중치가 없습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Freeze {what}</source>
   <translation>{what} 고정</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Unfreeze {what}</source>
   <translation>{what} 고정 해제</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>{what} keep{plural} the weights there are.</source>
   <translation>{what}의 가중치는 학습 중에 바뀌지 않습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>{what} will be trained.</source>
   <translation>{what}을(를) 다시 학습합니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>{name} ends the drawing, so it is an output of the model anyway.</source>
   <translation>‘{name}’ 층은 그림의 끝이므로 이미 모델의 출력입니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Move {what}</source>
   <translation>{what} 이동</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>a layer</source>
   <translation>층</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>several layers</source>
   <translation>여러 층</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>a note</source>
   <translation>메모 하나</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Before it: {count} layers.</source>
   <translation>앞의 층: {count}개.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>After it: {count} layers.</source>
   <translation>뒤의 층: {count}개.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Nothing feeds it.</source>
   <translation>앞에 층이 없습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Nothing follows it.</source>
   <translation>뒤에 층이 없습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Bypass {what}</source>
   <translation>{what} 우회</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>Switch {what} on</source>
   <translation>{what} 다시 켜기</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>{name} is no output</source>
   <translation>{name}: 출력 아님</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>{name} is an output</source>
   <translation>{name}: 출력</translation>
  </message>
  <message>
   <extracomment>canvas/actions.py</extracomment>
   <source>{words}: select {wants} first</source>
   <translation>{words}: 먼저 {wants}을 선택하세요</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>Added {what}: drag from port to port to connect it.</source>
   <translation>{what}을(를) 추가했습니다. 포트에서 포트로 끌어 연결하세요.</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>After {told}</source>
   <translation>{told} 다음에</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>Add {layer}</source>
   <translation>{layer} 추가</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>Add {count} layers</source>
   <translation>층 {count}개 추가</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>Added {what} after {sources}.</source>
   <translation>{sources} 다음에 {what}을(를) 추가했습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>Added {what} before {targets}.</source>
   <translation>{targets} 앞에 {what}을(를) 추가했습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>Added {what}.</source>
   <translation>{what}을(를) 추가했습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>Add {name}</source>
   <translation>{name} 추가</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>What fits {port}</source>
   <translation>{port}에 맞는 층</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>Before {name}</source>
   <translation>{name} 앞에</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>The first layer</source>
   <translation>첫 번째 층</translation>
  </message>
  <message>
   <extracomment>canvas/adding.py</extracomment>
   <source>Unconnected</source>
   <translation>연결 안 됨</translation>
  </message>
  <message>
   <extracomment>canvas/breadcrumb.py</extracomment>
   <source>Back to {name} (Esc or Backspace goes one step back)</source>
   <translation>{name}(으)로 돌아가기 (Esc나 Backspace는 한 단계 뒤로)</translation>
  </message>
  <message>
   <extracomment>canvas/breadcrumb.py</extracomment>
   <source>Open groups</source>
   <translation>열린 그룹</translation>
  </message>
  <message>
   <extracomment>canvas/breadcrumb.py</extracomment>
   <source>Back to {name}</source>
   <translation>{name}(으)로 돌아가기</translation>
  </message>
  <message>
   <extracomment>canvas/breadcrumb.py</extracomment>
   <source>Model</source>
   <translation>모델</translation>
  </message>
  <message>
   <extracomment>canvas/connecting.py</extracomment>
   <source>{join} joins both before {target}.</source>
   <translation>{join}: 둘을 합쳐 {target} 앞에 둡니다.</translation>
  </message>
  <message>
   <extracomment>canvas/connecting.py</extracomment>
   <source>Connect</source>
   <translation>연결</translation>
  </message>
  <message>
   <extracomment>canvas/connecting.py</extracomment>
   <source>{layer} takes one input: its connection from {source} was replaced.</source>
   <translation>‘{layer}’ 층은 입력을 하나만 받으므로 {source}에서 오던 연결을 대신합니다.</translation>
  </message>
  <message>
   <extracomment>canvas/connecting.py</extracomment>
   <source>Connected {node} to {target}.</source>
   <translation>{node}을(를) {target}에 연결했습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/connecting.py</extracomment>
   <source>
{join} joins both</source>
   <translation>
{join}: 둘을 합침</translation>
  </message>
  <message>
   <extracomment>canvas/connecting.py</extracomment>
   <source>
replaces · Shift: Add · Ctrl: Concatenate</source>
   <translation>
바꿈 · Shift: Add · Ctrl: Concatenate</translation>
  </message>
  <message>
   <extracomment>canvas/connecting.py</extracomment>
   <source>Disconnect</source>
   <translation>연결 끊기</translation>
  </message>
  <message>
   <extracomment>canvas/copying.py</extracomment>
   <source>Copied {what}.</source>
   <translation>{what}을(를) 복사했습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/copying.py</extracomment>
   <source>The clipboard holds no layers.</source>
   <translation>클립보드에 층이 없습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/copying.py</extracomment>
   <source>Paste {what}</source>
   <translation>{what} 붙여넣기</translation>
  </message>
  <message>
   <extracomment>canvas/copying.py</extracomment>
   <source>Pasted {what}.</source>
   <translation>{what}을(를) 붙여 넣었습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/copying.py</extracomment>
   <source>Duplicate {what}</source>
   <translation>{what} 복제</translation>
  </message>
  <message>
   <extracomment>canvas/copying.py</extracomment>
   <source>Duplicated {what}.</source>
   <translation>{what}을(를) 복제했습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/copying.py</extracomment>
   <source>{count} notes</source>
   <translation>메모 {count}개</translation>
  </message>
  <message>
   <extracomment>canvas/cutting.py</extracomment>
   <source>Cut {what}</source>
   <translation>{what} 자르기</translation>
  </message>
  <message>
   <extracomment>canvas/cutting.py</extracomment>
   <source>Cut {what}.</source>
   <translation>{what}을(를) 잘랐습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/faces.py</extracomment>
   <source>{count} m</source>
   <translation>{count}회</translation>
  </message>
  <message>
   <extracomment>canvas/faces.py</extracomment>
   <source>{count} p</source>
   <translation>{count}개</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>name, class, units=10, filters&gt;32, relu, 28x28</source>
   <translation>이름, 종류, units=10, filters&gt;32, relu, 28x28</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>Find layers</source>
   <translation>층 찾기</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>Name, class, setting or tensor shape</source>
   <translation>이름, 종류, 설정 또는 텐서 형태</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>Every word must fit: {examples}</source>
   <translation>모든 단어가 맞아야 합니다: {examples}</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>Close (Esc)</source>
   <translation>닫기 (Esc)</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>Previous one (Shift+Enter)</source>
   <translation>이전 것 (Shift+Enter)</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>Next one (Enter)</source>
   <translation>다음 것 (Enter)</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>none found</source>
   <translation>찾은 것이 없음</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>Inside {group}: {names}</source>
   <translation>{group} 안: {names}</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>{number} of {count}</source>
   <translation>{count}개 중 {number}번째</translation>
  </message>
  <message>
   <extracomment>canvas/finder.py</extracomment>
   <source>{count} found</source>
   <translation>{count}개 찾음</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Networks (*.json)</source>
   <translation>네트워크 (*.json)</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Group {count} layer{plural}</source>
   <translation>층 {count}개 그룹으로</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>{count} layers are one group: Ctrl+Shift+G takes it apart.</source>
   <translation>층 {count}개가 한 그룹이 되었습니다: Ctrl+Shift+G로 풉니다.</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Inside {name}: Esc goes back.</source>
   <translation>{name} 그룹 안입니다. Esc를 누르면 돌아갑니다.</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Repeat {count} layer{plural} × {times}</source>
   <translation>층 {count}개 × {times} 반복</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>The block stands {times} times.</source>
   <translation>블록이 {times}번 반복됩니다.</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Merge a file into the drawing</source>
   <translation>그림에 파일 합치기</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Merge {what}</source>
   <translation>{what} 합치기</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Merged {what}.</source>
   <translation>{what}을(를) 합쳤습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Select a group to take it apart.</source>
   <translation>풀 그룹을 선택하세요.</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Ungroup</source>
   <translation>그룹 풀기</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Select a group to open it.</source>
   <translation>열 그룹을 선택하세요.</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>No group is open.</source>
   <translation>열린 그룹이 없습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>All files (*)</source>
   <translation>모든 파일 (*)</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>Repeat the block</source>
   <translation>블록 반복</translation>
  </message>
  <message>
   <extracomment>canvas/grouping.py</extracomment>
   <source>How often shall the selected layers stand one after the other?</source>
   <translation>선택한 층을 몇 번 이어 붙일까요?</translation>
  </message>
  <message>
   <extracomment>canvas/hint.py</extracomment>
   <source>Hint</source>
   <translation>힌트</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>{count} param{plural}</source>
   <translation>파라미터 {count}</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>{count} madds</source>
   <translation>곱셈-덧셈 {count}</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>{bypassed} · bypassed</source>
   <translation>{bypassed} · 우회</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>scalar</source>
   <translation>스칼라</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>Group</source>
   <translation>그룹</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>frozen</source>
   <translation>고정</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>{count} layer{plural}</source>
   <translation>층 {count}개</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>output {shapes}</source>
   <translation>출력 {shapes}</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>{place} of {count}</source>
   <translation>{count}개 중 {place}</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>{parameters:,} parameters</source>
   <translation>파라미터 {parameters:,}개</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>parameters not known yet</source>
   <translation>파라미터 수를 아직 모름</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>model input</source>
   <translation>모델 입력</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>shared</source>
   <translation>공유됨</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>any</source>
   <translation>임의</translation>
  </message>
  <message>
   <extracomment>canvas/labels.py</extracomment>
   <source>no {removeprefix}</source>
   <translation>{removeprefix} 없음</translation>
  </message>
  <message>
   <extracomment>canvas/landing.py</extracomment>
   <source>Added {name}: drag from port to port to connect it.</source>
   <translation>{name}을(를) 추가했습니다. 포트에서 포트로 끌어 연결하세요.</translation>
  </message>
  <message>
   <extracomment>canvas/landing.py</extracomment>
   <source>Put {layer} between {source} and {target}.</source>
   <translation>{source}와(과) {target} 사이에 {layer}을(를) 넣었습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/landing.py</extracomment>
   <source>Added {layer} after {source}.</source>
   <translation>{source} 다음에 {layer}을(를) 추가했습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/landing.py</extracomment>
   <source>Added {layer} before {target}.</source>
   <translation>{target} 앞에 {layer}을(를) 추가했습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/linking.py</extracomment>
   <source>Enter connects {source} to {name}.</source>
   <translation>Enter를 누르면 {source} → {name}(으)로 연결됩니다.</translation>
  </message>
  <message>
   <extracomment>canvas/linking.py</extracomment>
   <source>Connect {name} to: arrows choose the layer, Enter connects, Esc leaves.</source>
   <translation>{name}을(를) 연결할 층: 화살표로 고르고 Enter로 연결, Esc로 취소합니다.</translation>
  </message>
  <message>
   <extracomment>canvas/minimap.py</extracomment>
   <source>Minimap</source>
   <translation>미니맵</translation>
  </message>
  <message>
   <extracomment>canvas/minimap.py</extracomment>
   <source>The whole drawing: click or drag to go elsewhere (M hides it)</source>
   <translation>전체 그림: 누르거나 끌어서 이동합니다 (M으로 숨김)</translation>
  </message>
  <message>
   <extracomment>canvas/moving.py</extracomment>
   <source>Copy here</source>
   <translation>여기에 복사</translation>
  </message>
  <message>
   <extracomment>canvas/moving.py</extracomment>
   <source>Take it out, its neighbours are joined</source>
   <translation>빼내면 앞뒤의 층이 이어집니다</translation>
  </message>
  <message>
   <extracomment>canvas/moving.py</extracomment>
   <source>Copy {what}</source>
   <translation>{what} 복사</translation>
  </message>
  <message>
   <extracomment>canvas/moving.py</extracomment>
   <source>Move {name}</source>
   <translation>{name} 이동</translation>
  </message>
  <message>
   <extracomment>canvas/moving.py</extracomment>
   <source>Connect {name}</source>
   <translation>{name} 연결</translation>
  </message>
  <message>
   <extracomment>canvas/moving.py</extracomment>
   <source>Take {what} out</source>
   <translation>{what} 빼내기</translation>
  </message>
  <message>
   <extracomment>canvas/moving.py</extracomment>
   <source>Took {what} out of its chain.</source>
   <translation>{what}을(를) 빼내고 앞뒤를 이었습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/note_arrow.py</extracomment>
   <source>Point at {name}</source>
   <translation>{name}을(를) 가리킴</translation>
  </message>
  <message>
   <extracomment>canvas/note_arrow.py</extracomment>
   <source>Drop it on the layer that the note is about</source>
   <translation>메모가 설명하는 층에 놓으세요</translation>
  </message>
  <message>
   <extracomment>canvas/note_arrow.py</extracomment>
   <source>Point the note at {name}</source>
   <translation>메모가 {name}을(를) 가리키게 하기</translation>
  </message>
  <message>
   <extracomment>canvas/note_arrow.py</extracomment>
   <source>Take the note's arrow away</source>
   <translation>메모의 화살표 없애기</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>Double-click to rewrite the note, drag to move it, drag its dot onto a layer to point at that.</source>
   <translation>더블 클릭하면 메모를 고치고, 끌면 옮깁니다. 점을 층으로 끌면 그 층을 가리킵니다.</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>{note}: {text} (Enter rewrites it)</source>
   <translation>{note}: {text} (Enter로 고침)</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>New note</source>
   <translation>새 메모</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>What shall the note say?</source>
   <translation>메모에 무엇을 적을까요?</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>Note</source>
   <translation>메모</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>Delete note</source>
   <translation>메모 삭제</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>There are no notes: N writes one.</source>
   <translation>메모가 없습니다. N을 누르면 메모를 씁니다.</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>Move note</source>
   <translation>메모 이동</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>Select a note first: click it.</source>
   <translation>먼저 메모를 눌러 선택하세요.</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>Add note</source>
   <translation>메모 추가</translation>
  </message>
  <message>
   <extracomment>canvas/notes.py</extracomment>
   <source>Change note</source>
   <translation>메모 바꾸기</translation>
  </message>
  <message>
   <extracomment>canvas/paper.py</extracomment>
   <source>Press Tab and type a layer or a whole chain, such as  in 28x28x1 &gt; conv 32 &gt; relu.
</source>
   <translation>Tab을 누르고 층이나 여러 층을 한 번에 적으세요. 예:  in 28x28x1 &gt; conv 32 &gt; relu
</translation>
  </message>
  <message>
   <extracomment>canvas/paper.py</extracomment>
   <source>Or drag a layer here from the palette, or click one to add it.</source>
   <translation>또는 팔레트에서 층을 끌어 오거나 눌러서 추가하세요.</translation>
  </message>
  <message>
   <extracomment>canvas/picture.py</extracomment>
   <source>Drawn with Layerloom</source>
   <translation>Layerloom으로 그림</translation>
  </message>
  <message>
   <extracomment>canvas/quick_add.py</extracomment>
   <source>c32 3   or   conv 32 &gt; bn &gt; relu &gt; pool</source>
   <translation>c32 3   또는   conv 32 &gt; bn &gt; relu &gt; pool</translation>
  </message>
  <message>
   <extracomment>canvas/quick_add.py</extracomment>
   <source>does not fit</source>
   <translation>맞지 않음</translation>
  </message>
  <message>
   <extracomment>canvas/quick_add.py</extracomment>
   <source>Quick add</source>
   <translation>빠른 추가</translation>
  </message>
  <message>
   <extracomment>canvas/quick_add.py</extracomment>
   <source>Layer or chain of layers</source>
   <translation>층 또는 층의 나열</translation>
  </message>
  <message>
   <extracomment>canvas/quick_add.py</extracomment>
   <source>What is wrong</source>
   <translation>잘못된 점</translation>
  </message>
  <message>
   <extracomment>canvas/quick_add.py</extracomment>
   <source>Suggestions</source>
   <translation>제안</translation>
  </message>
  <message>
   <extracomment>canvas/repair_menu.py</extracomment>
   <source>{title}: done.</source>
   <translation>{title}: 완료.</translation>
  </message>
  <message>
   <extracomment>canvas/repair_menu.py</extracomment>
   <source>No repair of {name} is known.</source>
   <translation>{name}: 고치는 방법을 찾지 못했습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/repair_menu.py</extracomment>
   <source>There is no problem with {name}.</source>
   <translation>{name}: 문제가 없습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/scene.py</extracomment>
   <source>breaks</source>
   <translation>깨짐</translation>
  </message>
  <message>
   <extracomment>canvas/tracing.py</extracomment>
   <source>Select a layer: all that it depends on and leads to will stand out.</source>
   <translation>층을 선택하세요. 앞뒤로 이어진 층이 모두 강조됩니다.</translation>
  </message>
  <message>
   <extracomment>canvas/turning.py</extracomment>
   <source>Top to bottom</source>
   <translation>위에서 아래로</translation>
  </message>
  <message>
   <extracomment>canvas/turning.py</extracomment>
   <source>Left to right</source>
   <translation>왼쪽에서 오른쪽으로</translation>
  </message>
  <message>
   <extracomment>canvas/turning.py</extracomment>
   <source>The drawing runs from top to bottom.</source>
   <translation>그림이 위에서 아래로 흐릅니다.</translation>
  </message>
  <message>
   <extracomment>canvas/turning.py</extracomment>
   <source>The drawing runs from left to right: the same command turns it back.</source>
   <translation>그림이 왼쪽에서 오른쪽으로 흐릅니다. 같은 명령으로 되돌릴 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>canvas/view.py</extracomment>
   <source>Drawing</source>
   <translation>그림</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>the following arguments are required</source>
   <translation>다음 인수가 필요합니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>unrecognized arguments</source>
   <translation>알 수 없는 인수입니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>Draw a neural network, train it, watch it, use it. Without a command the window opens.</source>
   <translation>신경망을 그리고, 학습시키고, 지켜보고, 사용합니다. 명령이 없으면 창이 열립니다.</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>layerloom FILE opens a project or an .h5 model in the window.</source>
   <translation>layerloom FILE은 프로젝트나 .h5 모델을 창에서 엽니다.</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>show the version</source>
   <translation>버전을 보여 줍니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>arguments</source>
   <translation>인수</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>options</source>
   <translation>옵션</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>train a project</source>
   <translation>프로젝트를 학습시킵니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>Train a project without a window.</source>
   <translation>창 없이 프로젝트를 학습시킵니다.</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>a project file (.layerloom.json)</source>
   <translation>프로젝트 파일(.layerloom.json)</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>in place of the project's own number</source>
   <translation>프로젝트에 적힌 수 대신</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>folder for the run: model.h5, checkpoints, events (default: a new one)</source>
   <translation>실행 폴더: model.h5, 체크포인트, 이벤트 기록(기본값: 새 폴더)</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>classify images</source>
   <translation>이미지를 분류합니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>Classify images with a model.</source>
   <translation>모델로 이미지를 분류합니다.</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>a model of Layerloom or Keras</source>
   <translation>Layerloom 또는 Keras의 모델</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>image files and folders</source>
   <translation>이미지 파일과 폴더</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>write the table there as well</source>
   <translation>표를 그 파일에도 씁니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>how many classes to tell (default 3)</source>
   <translation>표시할 클래스 수(기본값 3)</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>describe a model</source>
   <translation>모델을 설명합니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>List the layers of a model.</source>
   <translation>모델의 층을 나열합니다.</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>an .h5 model, a project, or Keras JSON</source>
   <translation>.h5 모델, 프로젝트 또는 Keras JSON</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>write a model in another format</source>
   <translation>모델을 다른 형식으로 씁니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>Read a model of any Keras and write it in the form that the ending asks for: .keras, .h5, .weights.h5, .json, .yaml, or a SavedModel folder for a name without an ending.</source>
   <translation>어느 Keras의 모델이든 읽어 확장자에 맞는 형식으로 씁니다: .keras, .h5, .weights.h5, .json, .yaml, 확장자가 없으면 SavedModel 폴더입니다.</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>HDF5, .keras, SavedModel, JSON or YAML</source>
   <translation>HDF5, .keras, SavedModel, JSON 또는 YAML</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>the file to write</source>
   <translation>쓸 파일</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>weights for an architecture that has none</source>
   <translation>가중치가 없는 구조에 쓸 가중치</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>for which Keras an .h5 is written where they ask contrary things</source>
   <translation>Keras 버전마다 요구가 다를 때 .h5를 맞출 버전</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>draw a model as a picture</source>
   <translation>모델을 그림으로 그립니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>Draw a project or a model of any Keras; the ending chooses PNG, SVG or PDF.</source>
   <translation>프로젝트나 어느 Keras의 모델이든 그립니다. 확장자에 따라 PNG, SVG, PDF입니다.</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>a project or a model</source>
   <translation>프로젝트 또는 모델</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>the picture: .png, .svg or .pdf</source>
   <translation>그림: .png, .svg 또는 .pdf</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>of the paper (default light)</source>
   <translation>배경 색(기본값 light)</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>which way the drawing runs (default: as the project keeps it)</source>
   <translation>그림의 방향(기본값: 프로젝트에 저장된 방향)</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>pixels of a PNG for one point (default 2)</source>
   <translation>PNG에서 점 하나당 픽셀 수(기본값 2)</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>run this Python file for your own layers and callbacks in it; only name what you wrote or trust</source>
   <translation>직접 만든 층과 콜백이 든 이 Python 파일을 실행합니다. 직접 썼거나 믿는 것만 적으세요</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>compile the kernels ahead</source>
   <translation>커널을 미리 컴파일합니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>Compile the kernels of training now, once on this machine, instead of beside the first training.</source>
   <translation>학습 커널을 첫 학습과 함께가 아니라 지금, 이 컴퓨터에서 한 번 컴파일합니다.</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>do the main job without a display</source>
   <translation>화면 없이 주요 작업을 합니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>Train the bundled digits project in the real window without a display, classify the sample images with the saved model, and keep model and screenshot.</source>
   <translation>기본 제공되는 숫자 프로젝트를 화면 없이 실제 창에서 학습시키고, 저장한 모델로 샘플 이미지를 분류한 뒤 모델과 화면 캡처를 남깁니다.</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>folder for both (default output)</source>
   <translation>저장할 폴더(기본값 output)</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>{text!r} is not a whole number from 1 up</source>
   <translation>{text!r}은(는) 1 이상의 정수가 아닙니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>usage: </source>
   <translation>사용법: </translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>show this help</source>
   <translation>이 도움말을 보여 줍니다</translation>
  </message>
  <message>
   <extracomment>cli/arguments.py</extracomment>
   <source>{program}: {message}; see {program} --help.</source>
   <translation>{program}: {message}. {program} --help를 보세요.</translation>
  </message>
  <message>
   <extracomment>cli/classify.py</extracomment>
   <source>Images are fitted to {fitting}.</source>
   <translation>이미지를 다음과 같이 맞춥니다: {fitting}.</translation>
  </message>
  <message>
   <extracomment>cli/classify.py</extracomment>
   <source>skipped {path}: {reason}</source>
   <translation>건너뜀 {path}: {reason}</translation>
  </message>
  <message>
   <extracomment>cli/classify.py</extracomment>
   <source>Table: {path}</source>
   <translation>표: {path}</translation>
  </message>
  <message>
   <extracomment>cli/classify.py</extracomment>
   <source>None of the images could be classified.</source>
   <translation>분류할 수 있는 이미지가 없습니다.</translation>
  </message>
  <message>
   <extracomment>cli/classify.py</extracomment>
   <source>Classifying</source>
   <translation>분류 중</translation>
  </message>
  <message>
   <extracomment>cli/commands.py</extracomment>
   <source>there is no file and no command {name!r}; see layerloom --help.</source>
   <translation>{name!r}(이)라는 파일도 명령도 없습니다. layerloom --help를 보세요.</translation>
  </message>
  <message>
   <extracomment>cli/commands.py</extracomment>
   <source>interrupted.</source>
   <translation>중단했습니다.</translation>
  </message>
  <message>
   <extracomment>cli/convert.py</extracomment>
   <source>{source} holds no weights, those in {target} are new.</source>
   <translation>{source}에 가중치가 없어 {target}의 가중치를 새로 만들었습니다.</translation>
  </message>
  <message>
   <extracomment>cli/demo.py</extracomment>
   <source>The weights of epoch {epoch} (validation accuracy {accuracy:.4f}) were kept: {path}</source>
   <translation>{epoch}번째 에포크의 가중치(검증 정확도 {accuracy:.4f})를 저장했습니다: {path}</translation>
  </message>
  <message>
   <extracomment>cli/demo.py</extracomment>
   <source>{right} of {count} are right.</source>
   <translation>{count}장 가운데 {right}장이 맞습니다.</translation>
  </message>
  <message>
   <extracomment>cli/demo.py</extracomment>
   <source>Model:      {path}</source>
   <translation>모델:      {path}</translation>
  </message>
  <message>
   <extracomment>cli/demo.py</extracomment>
   <source>Opened {name} in the window.</source>
   <translation>{name}을(를) 창에서 열었습니다.</translation>
  </message>
  <message>
   <extracomment>cli/demo.py</extracomment>
   <source>The sample images, classified with {model}:</source>
   <translation>샘플 이미지를 {model}(으)로 분류한 결과:</translation>
  </message>
  <message>
   <extracomment>cli/demo.py</extracomment>
   <source>Screenshot: {path}</source>
   <translation>화면 캡처: {path}</translation>
  </message>
  <message>
   <extracomment>cli/demo.py</extracomment>
   <source>Only {right} of {count} sample images were recognised.</source>
   <translation>샘플 이미지 {count}장 가운데 {right}장만 인식했습니다.</translation>
  </message>
  <message>
   <extracomment>cli/demo.py</extracomment>
   <source>{path}: the bundled project cannot be opened.</source>
   <translation>{path}: 기본 제공 프로젝트를 열 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>cli/demo.py</extracomment>
   <source>{path}: cannot be written to ({cause}).</source>
   <translation>{path}에 쓸 수 없습니다 ({cause}).</translation>
  </message>
  <message>
   <extracomment>cli/demo.py</extracomment>
   <source>{path}: the screenshot cannot be written.</source>
   <translation>{path}: 화면 캡처를 저장할 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>cli/draw.py</extracomment>
   <source>Drawn: {path}</source>
   <translation>그림: {path}</translation>
  </message>
  <message>
   <extracomment>cli/draw.py</extracomment>
   <source>cannot be written ({cause})</source>
   <translation>쓸 수 없습니다 ({cause})</translation>
  </message>
  <message>
   <extracomment>cli/progress.py</extracomment>
   <source>Training {name}: {parameters:,} parameters, {samples:,} samples, none for validation</source>
   <translation>{name} 학습: 파라미터 {parameters:,}개, 샘플 {samples:,}개, 검증용 없음</translation>
  </message>
  <message>
   <extracomment>cli/progress.py</extracomment>
   <source>Training {name}: {parameters:,} parameters, {samples:,} samples and {held:,} for validation</source>
   <translation>{name} 학습: 파라미터 {parameters:,}개, 샘플 {samples:,}개, 검증용 {held:,}개</translation>
  </message>
  <message>
   <extracomment>cli/progress.py</extracomment>
   <source>Epoch {epoch}/{epochs}</source>
   <translation>에포크 {epoch} / {epochs}</translation>
  </message>
  <message>
   <extracomment>cli/progress.py</extracomment>
   <source>, the best was epoch {epoch}</source>
   <translation> (최고: {epoch}번째 에포크)</translation>
  </message>
  <message>
   <extracomment>cli/progress.py</extracomment>
   <source>Trained {count} epoch{plural} in {time}{best}.</source>
   <translation>에포크 {count}개를 {time} 만에 학습했습니다{best}.</translation>
  </message>
  <message>
   <extracomment>cli/progress.py</extracomment>
   <source>{time} left</source>
   <translation>{time} 남음</translation>
  </message>
  <message>
   <extracomment>cli/summary.py</extracomment>
   <source>Classes: {names}</source>
   <translation>클래스: {names}</translation>
  </message>
  <message>
   <extracomment>cli/summary.py</extracomment>
   <source>Images: {fitting}</source>
   <translation>이미지: {fitting}</translation>
  </message>
  <message>
   <extracomment>cli/summary.py</extracomment>
   <source>Trained with: {data}</source>
   <translation>학습 데이터: {data}</translation>
  </message>
  <message>
   <extracomment>cli/train.py</extracomment>
   <source>Run:   {path}</source>
   <translation>실행: {path}</translation>
  </message>
  <message>
   <extracomment>cli/train.py</extracomment>
   <source>Stopping after this batch; once more Ctrl+C ends at once.</source>
   <translation>이 배치 뒤에 멈춥니다. Ctrl+C를 한 번 더 누르면 바로 끝납니다.</translation>
  </message>
  <message>
   <extracomment>cli/train.py</extracomment>
   <source>Model: {path} (weights of epoch {epoch})</source>
   <translation>모델: {path} ({epoch}번째 에포크의 가중치)</translation>
  </message>
  <message>
   <extracomment>cli/warmup.py</extracomment>
   <source>Compiled {count} families of kernels in {seconds:.0f} s; kept in {place}.</source>
   <translation>커널 {count}묶음을 {seconds:.0f}초에 컴파일해 {place}에 두었습니다.</translation>
  </message>
  <message>
   <extracomment>cli/warmup.py</extracomment>
   <source>No kernels are compiled here; NumPy computes.</source>
   <translation>여기서는 커널을 컴파일하지 않고 NumPy가 계산합니다.</translation>
  </message>
  <message>
   <extracomment>cli/warmup.py</extracomment>
   <source>All kernels are compiled already; they are in {place}.</source>
   <translation>모든 커널이 이미 컴파일되어 {place}에 있습니다.</translation>
  </message>
  <message>
   <extracomment>document/advice.py</extracomment>
   <source>'{name}' gives {shape} for each sample, but a class for each sample is asked for: end with Flatten or GlobalAveragePooling2D and a Dense layer.</source>
   <translation>‘{name}’ 층은 샘플마다 {shape}을(를) 출력하지만 필요한 것은 샘플마다 클래스 하나입니다. 끝에 Flatten이나 GlobalAveragePooling2D와 Dense 층을 두세요.</translation>
  </message>
  <message>
   <extracomment>document/advice.py</extracomment>
   <source>The data have {classes} classes, but '{name}' gives {shape} numbers: end with a Dense layer.</source>
   <translation>데이터의 클래스는 {classes}개인데 ‘{name}’ 층은 숫자 {shape}개를 출력합니다. 끝에 Dense 층을 두세요.</translation>
  </message>
  <message>
   <extracomment>document/advice.py</extracomment>
   <source>The loss asks for probabilities, but '{name}' ends with the activation {given}: give it {activation}.</source>
   <translation>손실은 확률을 요구하지만 ‘{name}’ 층의 활성화는 {given}입니다: {activation}(으)로 바꾸세요.</translation>
  </message>
  <message>
   <extracomment>document/advice.py</extracomment>
   <source>'{name}' gives {shape} for each sample, but a class for each sample is asked for: put Flatten or GlobalAveragePooling2D before the last Dense layer.</source>
   <translation>‘{name}’ 층은 샘플마다 {shape}을(를) 출력하지만 필요한 것은 샘플마다 클래스 하나입니다. 마지막 Dense 앞에 Flatten이나 GlobalAveragePooling2D를 넣으세요.</translation>
  </message>
  <message>
   <extracomment>document/advice.py</extracomment>
   <source>The data have {classes} classes, but '{name}' gives {shape} numbers: set its units.</source>
   <translation>데이터의 클래스는 {classes}개인데 ‘{name}’ 층은 숫자 {shape}개를 출력합니다. units를 맞추세요.</translation>
  </message>
  <message>
   <extracomment>document/advice.py</extracomment>
   <source>The data have {classes} classes, but '{name}' gives {shape} numbers: set the units of '{layer}'.</source>
   <translation>데이터의 클래스는 {classes}개인데 ‘{name}’ 층은 숫자 {shape}개를 출력합니다. ‘{layer}’의 units를 맞추세요.</translation>
  </message>
  <message>
   <extracomment>document/advice.py</extracomment>
   <source>Nothing takes the result of '{name}', so it is an output too, but {shape} for each sample is no class: connect it or remove it.</source>
   <translation>‘{name}’의 결과를 받는 층이 없어 이 층도 출력이 되지만, 샘플마다 {shape}은(는) 클래스가 아닙니다. 연결하거나 지우세요.</translation>
  </message>
  <message>
   <extracomment>document/building.py</extracomment>
   <source>{name} has no connection that could be joined.</source>
   <translation>{name}: 이을 수 있는 연결이 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/building.py</extracomment>
   <source>{name} is connected already.</source>
   <translation>{name}: 이미 연결되어 있습니다.</translation>
  </message>
  <message>
   <extracomment>document/building.py</extracomment>
   <source>{name} takes no input, so it cannot stand in a connection.</source>
   <translation>{name}: 입력을 받지 않으므로 연결 중간에 둘 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/building.py</extracomment>
   <source>{class_name} takes no input, so it cannot stand in a connection.</source>
   <translation>{class_name}: 입력을 받지 않는 층이라 연결 중간에 둘 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/building.py</extracomment>
   <source>{name} is an input of the model: nothing can be connected to it.</source>
   <translation>{name}: 모델의 입력이므로 아무것도 연결할 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/bypass.py</extracomment>
   <source>{layer} is an input of the model and cannot be bypassed.</source>
   <translation>{layer}: 모델의 입력이므로 우회할 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/bypass.py</extracomment>
   <source>{layer} joins several tensors and cannot be bypassed: remove it instead.</source>
   <translation>{layer}: 여러 텐서를 합치므로 우회할 수 없습니다. 대신 삭제하세요.</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>A layer is missing between arrows {first} and {second}.</source>
   <translation>{first}번과 {second}번 화살표 사이에 층이 빠졌습니다.</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>{part}: there is no layer called {name}{hint}</source>
   <translation>{part}: {name}(이)라는 층은 없습니다{hint}</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>{where}: {word} is no setting of {entry}.</source>
   <translation>{where}: {word}은(는) {entry}의 설정이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>; did you mean {titles}?</source>
   <translation>; 혹시 {titles}인가요?</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>Type the name of a layer.</source>
   <translation>층 이름을 적으세요.</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>A layer is missing after the last arrow.</source>
   <translation>마지막 화살표 뒤에 층이 빠졌습니다.</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>A layer is missing before the first arrow.</source>
   <translation>첫 화살표 앞에 층이 빠졌습니다.</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>A chain of {count} layers is too long: write at most {longest}.</source>
   <translation>층 {count}개는 너무 깁니다. 최대 {longest}개까지 적으세요.</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>{where}: {entry} has no setting called {name}.</source>
   <translation>{where}: {entry}에는 {name}(이)라는 설정이 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>{part} starts a model, so it can only be the first part of a chain.</source>
   <translation>{part}: 모델의 시작이므로 맨 앞에만 올 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>{where}: {entry} has no setting for the number {word}.</source>
   <translation>{where}: {entry}에는 숫자 {word}을(를) 받을 설정이 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/chain.py</extracomment>
   <source>{where}: {setting} cannot be {value!r}.</source>
   <translation>{where}: {setting}에 {value}을(를) 쓸 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/clipboard.py</extracomment>
   <source>The clipboard's JSON breaks off or is wrong in line {line}.</source>
   <translation>클립보드의 JSON이 {line}번째 줄에서 끊기거나 잘못되었습니다.</translation>
  </message>
  <message>
   <extracomment>document/draft.py</extracomment>
   <source>There is no node {node!r} in the drawing.</source>
   <translation>그림에 {node} 노드가 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/draft.py</extracomment>
   <source>There is no layer {name!r} in the drawing.</source>
   <translation>그림에 {name} 층이 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/draft.py</extracomment>
   <source>There is already a node {id!r} in the drawing.</source>
   <translation>그림에 {id} 노드가 이미 있습니다.</translation>
  </message>
  <message>
   <extracomment>document/edits.py</extracomment>
   <source>There is already a layer called {name!r}: choose another name.</source>
   <translation>{name}(이)라는 층이 이미 있습니다. 다른 이름을 고르세요.</translation>
  </message>
  <message>
   <extracomment>document/edits.py</extracomment>
   <source>The layer {old!r} must keep a name: type at least one character.</source>
   <translation>{old} 층에는 이름이 있어야 합니다. 한 글자 이상 적으세요.</translation>
  </message>
  <message>
   <extracomment>document/edits.py</extracomment>
   <source>{name!r} cannot be a layer's name: Keras allows no '/' in it.</source>
   <translation>{name}은(는) 층 이름으로 쓸 수 없습니다: Keras는 '/'를 허용하지 않습니다.</translation>
  </message>
  <message>
   <extracomment>document/edits.py</extracomment>
   <source>{target!r} has no input number {replaces} that could be replaced.</source>
   <translation>{target}에는 바꿀 수 있는 {replaces}번 입력이 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/files.py</extracomment>
   <source>A newer version of Layerloom wrote this file: update Layerloom to open it.</source>
   <translation>더 새로운 Layerloom이 만든 파일입니다: Layerloom을 업데이트한 뒤 여세요.</translation>
  </message>
  <message>
   <extracomment>document/files.py</extracomment>
   <source>The key {section!r} must hold a mapping of settings, got {name}.</source>
   <translation>{section} 키에는 설정 묶음이 있어야 하는데 {name}이(가) 있습니다.</translation>
  </message>
  <message>
   <extracomment>document/files.py</extracomment>
   <source>The key 'callbacks' must hold a list of callbacks, each with class_name and config.</source>
   <translation>'callbacks' 키에는 class_name과 config가 있는 콜백 목록이 있어야 합니다.</translation>
  </message>
  <message>
   <extracomment>document/files.py</extracomment>
   <source>the file is larger than 64 MB, so it can be no drawing</source>
   <translation>파일이 64 MB보다 커서 그림일 수 없습니다</translation>
  </message>
  <message>
   <extracomment>document/files.py</extracomment>
   <source>cannot be read: {cause}</source>
   <translation>읽을 수 없습니다: {cause}</translation>
  </message>
  <message>
   <extracomment>document/files.py</extracomment>
   <source>cannot be written: {cause}</source>
   <translation>쓸 수 없습니다: {cause}</translation>
  </message>
  <message>
   <extracomment>document/fitting.py</extracomment>
   <source>{given} does not fit {class_name}{wanted}</source>
   <translation>{given}은(는) {class_name}에 맞지 않습니다{wanted}</translation>
  </message>
  <message>
   <extracomment>document/fitting.py</extracomment>
   <source>, which takes {wanted}.</source>
   <translation> (이 층이 받는 것: {wanted}).</translation>
  </message>
  <message>
   <extracomment>document/fitting.py</extracomment>
   <source>{count} others</source>
   <translation>다른 {count}개</translation>
  </message>
  <message>
   <extracomment>document/fitting.py</extracomment>
   <source>{before} and {last}</source>
   <translation>{before} 및 {last}</translation>
  </message>
  <message>
   <extracomment>document/formulas.py</extracomment>
   <source>; there are {variables}</source>
   <translation>; 있는 변수: {variables}</translation>
  </message>
  <message>
   <extracomment>document/formulas.py</extracomment>
   <source>There is no variable {name!r}{known}: define it under Arrange, Variables.</source>
   <translation>{name} 변수가 없습니다{known}: 정렬 메뉴의 변수에서 정의하세요.</translation>
  </message>
  <message>
   <extracomment>document/formulas.py</extracomment>
   <source>A formula may have {longest} characters at most.</source>
   <translation>수식은 최대 {longest}자까지 쓸 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>document/formulas.py</extracomment>
   <source>“{strip}” has no value: it is too large.</source>
   <translation>“{strip}”: 값이 너무 커서 계산할 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/formulas.py</extracomment>
   <source>“{strip}” is no formula: write such as width * 2.</source>
   <translation>“{strip}”: 수식이 아닙니다. width * 2처럼 적으세요.</translation>
  </message>
  <message>
   <extracomment>document/formulas.py</extracomment>
   <source>“{strip}” has no value: it divides by zero or is too large.</source>
   <translation>“{strip}”: 0으로 나누거나 값이 너무 커서 계산할 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/formulas.py</extracomment>
   <source>“{line}” is no variable: write such as width = 32.</source>
   <translation>“{line}”: 변수가 아닙니다. width = 32처럼 적으세요.</translation>
  </message>
  <message>
   <extracomment>document/formulas.py</extracomment>
   <source>{layer} would break: {error}</source>
   <translation>{layer} 층이 깨집니다: {error}</translation>
  </message>
  <message>
   <extracomment>document/layer_code.py</extracomment>
   <source>Write a call of {class_name}; another layer is added from the palette.</source>
   <translation>{class_name} 호출을 적으세요. 다른 층은 팔레트에서 추가합니다.</translation>
  </message>
  <message>
   <extracomment>document/layer_code.py</extracomment>
   <source>{class_name} needs {missing}.</source>
   <translation>{class_name}에 필요한 것: {missing}.</translation>
  </message>
  <message>
   <extracomment>document/layer_code.py</extracomment>
   <source>There is no {class_name} here.</source>
   <translation>여기서는 {class_name}을(를) 쓸 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/layer_code.py</extracomment>
   <source>{class_name} does not take so many values.</source>
   <translation>{class_name}에 주어진 값이 너무 많습니다.</translation>
  </message>
  <message>
   <extracomment>document/layer_code.py</extracomment>
   <source>This is no Python: {error}.</source>
   <translation>Python이 아닙니다: {error}.</translation>
  </message>
  <message>
   <extracomment>document/layer_code.py</extracomment>
   <source>{class_name} has no setting {name!r}.</source>
   <translation>{class_name}에는 {name} 설정이 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/layer_code.py</extracomment>
   <source>Only layers, initializers, regularizers and constraints can be made here.</source>
   <translation>여기서는 층, 초기화, 규제, 제약만 만들 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>document/layer_code.py</extracomment>
   <source>{code} is no plain value.</source>
   <translation>{code}은(는) 단순한 값이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>{name} is no group.</source>
   <translation>{name}: 그룹이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>{name} is used in several places, so its layers cannot be taken out.</source>
   <translation>{name}: 여러 곳에서 쓰이므로 안의 층을 꺼낼 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>{name} holds {count} layers, too many to take out.</source>
   <translation>{name}: 층이 {count}개나 들어 있어 꺼낼 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>Only a block with one input and one output can be repeated.</source>
   <translation>입력과 출력이 하나씩인 블록만 반복할 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>A block can be repeated 2 times or more, up to {most_layers} layers.</source>
   <translation>블록은 2번 이상, 층 {most_layers}개까지 반복할 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>Select the layers first.</source>
   <translation>먼저 층들을 선택하세요.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>{name} lies between the selected layers: select it too.</source>
   <translation>{name}: 선택한 층 사이에 있으니 함께 선택하세요.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>The shape that {name} gives is not known yet: solve its problem first.</source>
   <translation>{name}의 출력 형태를 아직 모릅니다. 먼저 그 문제를 해결하세요.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>{name} is an input of the model and must stay outside: select layers behind it.</source>
   <translation>{name}: 모델의 입력이므로 밖에 있어야 합니다. 그 뒤의 층을 선택하세요.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>{name} is bypassed: switch it on first.</source>
   <translation>{name}: 우회 중입니다. 먼저 켜세요.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>{name} is shared with a place outside: select all its calls.</source>
   <translation>{name}: 바깥에서도 함께 쓰입니다. 쓰인 곳을 모두 선택하세요.</translation>
  </message>
  <message>
   <extracomment>document/nesting.py</extracomment>
   <source>{name} has no input: connect it first.</source>
   <translation>{name}: 입력이 없습니다. 먼저 연결하세요.</translation>
  </message>
  <message>
   <extracomment>document/notes.py</extracomment>
   <source>There are {most_notes} notes already: remove one first.</source>
   <translation>메모가 이미 {most_notes}개 있습니다. 먼저 하나를 지우세요.</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Connect {source} to {target}</source>
   <translation>{source}을(를) {target}에 연결</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Remove the connection {source} → {target}</source>
   <translation>{source} → {target} 연결 제거</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Insert Conv2D 1×1 with {filters} filters after {source}</source>
   <translation>{source} 다음에 필터 {filters}개의 1×1 Conv2D 넣기</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Add {classes} after {name}</source>
   <translation>{name} 뒤에 {classes} 추가</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Make {name} anew for what enters it</source>
   <translation>{name}을(를) 들어오는 모양에 맞게 다시 만들기</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source> to {shape}</source>
   <translation> ({shape})</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Set the padding of {name} to same</source>
   <translation>{name}의 padding을 same으로</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Set the padding of {count} layers to same</source>
   <translation>층 {count}개의 padding을 same으로</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Insert Resizing to {shape} after {source}</source>
   <translation>{source} 다음에 {shape} 크기의 Resizing 넣기</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Join the inputs of {layer} by {class_name}</source>
   <translation>{layer}의 입력들을 {class_name}(으)로 합치기</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Add an Input of {shape}</source>
   <translation>{shape} 입력(Input) 추가</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Set the units of {name} to {classes}</source>
   <translation>{name}의 units를 {classes}(으)로</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Set the activation of {name} to {wanted}</source>
   <translation>{name}의 활성화를 {wanted}(으)로</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Insert {class_name}{how} before {target}</source>
   <translation>{target} 앞에 {class_name}{how} 넣기</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Set {setting} of {layer} to {value}</source>
   <translation>{layer}의 {setting}을(를) {value}(으)로</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Remove {layer}</source>
   <translation>{layer} 제거</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Insert {class_name} before {target}</source>
   <translation>{target} 앞에 {class_name} 넣기</translation>
  </message>
  <message>
   <extracomment>document/repairs.py</extracomment>
   <source>Set {setting} of {layer} to its default</source>
   <translation>{layer}의 {setting}을(를) 기본값으로</translation>
  </message>
  <message>
   <extracomment>document/suggestions.py</extracomment>
   <source>No layer that fits here is called that.</source>
   <translation>여기에 맞는 층 중에 그런 이름은 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/wiring.py</extracomment>
   <source>{taker} is an input of the model: nothing can be connected to it.</source>
   <translation>{taker}: 모델의 입력이라서 연결을 받을 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/wiring.py</extracomment>
   <source>{giver} cannot feed itself.</source>
   <translation>{giver}: 자기 자신에게 연결할 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>document/wiring.py</extracomment>
   <source>{giver} cannot feed {taker}: {taker} already leads to {giver}, so that would make a cycle.</source>
   <translation>{giver} → {taker} 연결 불가: {taker}에서 이미 {giver}(으)로 이어지므로 순환이 생깁니다.</translation>
  </message>
  <message>
   <extracomment>document/wiring.py</extracomment>
   <source>{giver} already feeds {taker}.</source>
   <translation>{giver} → {taker}: 이미 연결되어 있습니다.</translation>
  </message>
  <message>
   <extracomment>document/wiring.py</extracomment>
   <source>There is no layer class {class_name!r}.</source>
   <translation>{class_name}(이)라는 층 클래스는 없습니다.</translation>
  </message>
  <message>
   <extracomment>forms/choices.py</extracomment>
   <source>none</source>
   <translation>없음</translation>
  </message>
  <message>
   <extracomment>forms/choices.py</extracomment>
   <source>This value comes from the file.</source>
   <translation>파일에 있던 값입니다.</translation>
  </message>
  <message>
   <extracomment>forms/editor.py</extracomment>
   <source>= {value} · Enter applies the formula</source>
   <translation>= {value} · Enter를 누르면 수식이 적용됩니다</translation>
  </message>
  <message>
   <extracomment>forms/form.py</extracomment>
   <source>Default: {value}.</source>
   <translation>기본값: {value}.</translation>
  </message>
  <message>
   <extracomment>forms/form.py</extracomment>
   <source>Back to the default: {value}</source>
   <translation>기본값으로: {value}</translation>
  </message>
  <message>
   <extracomment>forms/form.py</extracomment>
   <source>{title}: back to the default</source>
   <translation>{title}: 기본값으로</translation>
  </message>
  <message>
   <extracomment>forms/form.py</extracomment>
   <source>Advanced</source>
   <translation>고급</translation>
  </message>
  <message>
   <extracomment>forms/form.py</extracomment>
   <source>Advanced · {count} changed</source>
   <translation>고급 · {count}개 바뀜</translation>
  </message>
  <message>
   <extracomment>forms/form.py</extracomment>
   <source>use this for all</source>
   <translation>모두에 적용</translation>
  </message>
  <message>
   <extracomment>forms/frequency.py</extracomment>
   <source>after every epoch</source>
   <translation>매 에포크마다</translation>
  </message>
  <message>
   <extracomment>forms/frequency.py</extracomment>
   <source>after every batch</source>
   <translation>매 배치마다</translation>
  </message>
  <message>
   <extracomment>forms/frequency.py</extracomment>
   <source>after so many batches</source>
   <translation>정한 배치 수마다</translation>
  </message>
  <message>
   <extracomment>forms/frequency.py</extracomment>
   <source>{setting}: number of batches</source>
   <translation>{setting}: 배치 수</translation>
  </message>
  <message>
   <extracomment>forms/frequency.py</extracomment>
   <source>Batches</source>
   <translation>배치</translation>
  </message>
  <message>
   <extracomment>forms/frequency.py</extracomment>
   <source>A whole number of batches is needed here, from 1 up.</source>
   <translation>1 이상의 정수 배치 수가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>forms/layers.py</extracomment>
   <source>Recurrent</source>
   <translation>순환</translation>
  </message>
  <message>
   <extracomment>forms/layers.py</extracomment>
   <source>Core</source>
   <translation>기본</translation>
  </message>
  <message>
   <extracomment>forms/layers.py</extracomment>
   <source>Convolution</source>
   <translation>합성곱</translation>
  </message>
  <message>
   <extracomment>forms/layers.py</extracomment>
   <source>Pooling</source>
   <translation>풀링</translation>
  </message>
  <message>
   <extracomment>forms/layers.py</extracomment>
   <source>Activation</source>
   <translation>활성화</translation>
  </message>
  <message>
   <extracomment>forms/layers.py</extracomment>
   <source>Normalization</source>
   <translation>정규화</translation>
  </message>
  <message>
   <extracomment>forms/layers.py</extracomment>
   <source>Regularization</source>
   <translation>규제</translation>
  </message>
  <message>
   <extracomment>forms/layers.py</extracomment>
   <source>Reshaping</source>
   <translation>형태 변환</translation>
  </message>
  <message>
   <extracomment>forms/objects.py</extracomment>
   <source>A rate must not be negative, got {value:g}.</source>
   <translation>비율은 음수일 수 없습니다 (입력: {value:g}).</translation>
  </message>
  <message>
   <extracomment>forms/texts.py</extracomment>
   <source>for example 28, 28, 1</source>
   <translation>예: 28, 28, 1</translation>
  </message>
  <message>
   <extracomment>forms/texts.py</extracomment>
   <source>“{text}” is no shape; write sizes such as 28, 28, 1 (? for any size).</source>
   <translation>“{text}”: 형태가 아닙니다. 28, 28, 1처럼 크기를 적으세요 (?는 임의의 크기).</translation>
  </message>
  <message>
   <extracomment>forms/texts.py</extracomment>
   <source>“{text}” is no axis; write a number such as -1.</source>
   <translation>“{text}”: 축이 아닙니다. -1 같은 숫자를 적으세요.</translation>
  </message>
  <message>
   <extracomment>forms/texts.py</extracomment>
   <source>“{text}” is not one number or {length} of them, such as 3 or 3, 3.</source>
   <translation>“{text}”: 숫자 하나 또는 {length}개를 적으세요. 예: 3 또는 3, 3</translation>
  </message>
  <message>
   <extracomment>forms/texts.py</extracomment>
   <source>“{text}” is not numbers such as 2, 3.</source>
   <translation>“{text}”: 2, 3처럼 숫자를 적으세요.</translation>
  </message>
  <message>
   <extracomment>forms/texts.py</extracomment>
   <source>“{text}” is neither a word nor JSON.</source>
   <translation>“{text}”: 단어도 JSON도 아닙니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Attention</source>
   <translation>어텐션</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Augmentation</source>
   <translation>데이터 증강</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Colours</source>
   <translation>색</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Epochs</source>
   <translation>에포크</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Files</source>
   <translation>파일들</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Input</source>
   <translation>입력</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Learning rate</source>
   <translation>학습률</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Loss</source>
   <translation>손실</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Merging</source>
   <translation>병합</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Network</source>
   <translation>신경망</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Optimizer</source>
   <translation>옵티마이저</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Other</source>
   <translation>기타</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Own code</source>
   <translation>직접 쓴 코드</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Preprocessing</source>
   <translation>전처리</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Range</source>
   <translation>범위</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Shaping</source>
   <translation>맞춤 방식</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Shuffle</source>
   <translation>섞기</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Stopping</source>
   <translation>멈추기</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Text</source>
   <translation>텍스트</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Wrappers</source>
   <translation>래퍼</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Your layers</source>
   <translation>내 층</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Sparse categorical cross-entropy</source>
   <translation>희소 범주형 교차 엔트로피</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Categorical cross-entropy</source>
   <translation>범주형 교차 엔트로피</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Binary cross-entropy</source>
   <translation>이진 교차 엔트로피</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Binary focal cross-entropy</source>
   <translation>이진 초점 교차 엔트로피</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Categorical focal cross-entropy</source>
   <translation>범주형 초점 교차 엔트로피</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Categorical generalized cross entropy</source>
   <translation>범주형 일반화 교차 엔트로피</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Mean squared error</source>
   <translation>평균 제곱 오차</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Mean absolute error</source>
   <translation>평균 절대 오차</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Mean absolute percentage error</source>
   <translation>평균 절대 백분율 오차</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Mean squared logarithmic error</source>
   <translation>평균 제곱 로그 오차</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Huber</source>
   <translation>후버</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Log cosh</source>
   <translation>로그 코시</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Cosine similarity</source>
   <translation>코사인 유사도</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Hinge</source>
   <translation>힌지</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Squared hinge</source>
   <translation>제곱 힌지</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Categorical hinge</source>
   <translation>범주형 힌지</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>KL divergence</source>
   <translation>KL 발산</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Poisson</source>
   <translation>푸아송</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Dice</source>
   <translation>다이스</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Tversky</source>
   <translation>트버스키</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Circle</source>
   <translation>서클</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>CTC</source>
   <translation>CTC</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Accuracy</source>
   <translation>정확도</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Binary accuracy</source>
   <translation>이진 정확도</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Categorical accuracy</source>
   <translation>범주형 정확도</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Sparse categorical accuracy</source>
   <translation>희소 범주형 정확도</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Top k categorical accuracy</source>
   <translation>상위 k 범주형 정확도</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Sparse top k categorical accuracy</source>
   <translation>희소 상위 k 범주형 정확도</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Pearson correlation</source>
   <translation>피어슨 상관</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Concordance correlation</source>
   <translation>일치 상관</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Root mean squared error</source>
   <translation>평균 제곱근 오차</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Log cosh error</source>
   <translation>로그 코시 오차</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>R² score</source>
   <translation>R² 점수</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>True positives</source>
   <translation>참 양성</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>True negatives</source>
   <translation>참 음성</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>False positives</source>
   <translation>거짓 양성</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>False negatives</source>
   <translation>거짓 음성</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Precision</source>
   <translation>정밀도</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Recall</source>
   <translation>재현율</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>AUC</source>
   <translation>AUC</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>F beta score</source>
   <translation>F 베타 점수</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>F1 score</source>
   <translation>F1 점수</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Binary IoU</source>
   <translation>이진 IoU</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Multilayer perceptron</source>
   <translation>다층 퍼셉트론</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Two hidden layers of units that all see each other.</source>
   <translation>모든 유닛이 서로 연결된 은닉층 두 개.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Convolutional network</source>
   <translation>합성곱 신경망</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>The classic for images: convolution and pooling twice, then a decision.</source>
   <translation>이미지 분류의 기본. 합성곱과 풀링을 두 번 거친 뒤 판단합니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>LeNet-5 of 1998; the digits are enlarged to its 32 × 32 pixels.</source>
   <translation>1998년의 LeNet-5. 숫자를 32 × 32 픽셀로 키웁니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Residual network</source>
   <translation>잔차 신경망</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>A skip connection carries the image past two convolutions.</source>
   <translation>스킵 연결이 합성곱 두 개를 건너뛰어 이미지를 전달합니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Autoencoder</source>
   <translation>오토인코더</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Squeezes a picture into a small code and draws it again: its inputs are its targets.</source>
   <translation>이미지를 작은 코드로 압축했다가 복원합니다. 입력이 곧 목표입니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Basic CNN</source>
   <translation>기본 CNN</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Activations as layers of their own, three poolings, much dropout.</source>
   <translation>활성화를 별도 층으로 두고 풀링 세 번과 많은 드롭아웃을 씁니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Two gated recurrent layers read an image row by row.</source>
   <translation>GRU 층 두 개가 이미지를 한 행씩 읽습니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Reads an image row by row like a sequence and remembers what matters.</source>
   <translation>이미지를 시퀀스처럼 한 행씩 읽고 중요한 것을 기억합니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Separable convolutions beside short cuts, few parameters.</source>
   <translation>분리 합성곱과 지름길 연결로 파라미터가 적습니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Transformer block</source>
   <translation>트랜스포머 블록</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Every row of an image attends to all others, then a decision.</source>
   <translation>이미지의 각 행이 다른 모든 행에 주목한 뒤 판단합니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Two inputs</source>
   <translation>입력 두 개</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Two branches for two kinds of measurements, joined before the decision.</source>
   <translation>두 종류의 측정값을 두 갈래로 처리하고 합쳐서 판단합니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Down to a quarter and up again, with skips at each size; the last maps are averaged.</source>
   <translation>1/4까지 줄였다가 다시 키우며 크기마다 스킵 연결을 둡니다. 마지막 특성 맵은 평균합니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>VGG blocks</source>
   <translation>VGG 블록</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Two blocks of two small convolutions and a pooling, as in VGG.</source>
   <translation>VGG처럼 작은 합성곱 두 개와 풀링으로 된 블록 두 개.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Stops training after the first epoch in which a metric has reached a value</source>
   <translation>지표가 정한 값에 도달하면 그 에포크 뒤에 학습을 멈춥니다</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Metric to watch, for example loss or val_accuracy.</source>
   <translation>지켜볼 지표. 예: loss, val_accuracy.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>How good it shall become; the value itself is enough.</source>
   <translation>목표 값. 이 값에 도달하면 멈춥니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Whether it shall fall (min) or rise (max) to that; auto knows it from the metric.</source>
   <translation>값이 작아져야 하는지(min) 커져야 하는지(max). auto는 지표를 보고 정합니다.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Formula</source>
   <translation>수식</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Gives every epoch its learning rate by a formula</source>
   <translation>에포크마다 수식으로 학습률을 정합니다</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>Over epoch (0 for the first), epochs (how many), rate (that of the epoch before) and first (that of the start), such as first * 0.95 ** epoch.</source>
   <translation>epoch(첫 에포크가 0), epochs(전체 수), rate(직전 에포크의 값), first(시작할 때의 값)로 씁니다. 예: first * 0.95 ** epoch.</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>error</source>
   <translation>오류</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>warning</source>
   <translation>경고</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>batch</source>
   <translation>배치 축</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>features</source>
   <translation>특성</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>steps</source>
   <translation>스텝</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>height</source>
   <translation>높이</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>width</source>
   <translation>너비</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>depth</source>
   <translation>깊이</translation>
  </message>
  <message>
   <extracomment>language/of_words.py</extracomment>
   <source>channels</source>
   <translation>채널 축</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>No such file or directory</source>
   <translation>해당 파일이나 폴더를 찾을 수 없습니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Permission denied</source>
   <translation>권한이 없습니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Operation not permitted</source>
   <translation>허용되지 않는 작업입니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>File exists</source>
   <translation>파일이 이미 있습니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Not a directory</source>
   <translation>폴더가 아닙니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Is a directory</source>
   <translation>폴더입니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>No space left on device</source>
   <translation>저장 장치에 남은 공간이 없습니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Read-only file system</source>
   <translation>읽기 전용 파일 시스템입니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>File too large</source>
   <translation>파일이 너무 큽니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Input/output error</source>
   <translation>입출력 오류가 났습니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Device or resource busy</source>
   <translation>장치나 자원이 사용 중입니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Too many open files</source>
   <translation>열린 파일이 너무 많습니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Cannot allocate memory</source>
   <translation>메모리를 할당할 수 없습니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Resource temporarily unavailable</source>
   <translation>자원을 잠시 쓸 수 없습니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>File name too long</source>
   <translation>파일 이름이 너무 깁니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Expecting value</source>
   <translation>값이 와야 합니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Expecting ',' delimiter</source>
   <translation>구분 기호 ','가 와야 합니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Expecting ':' delimiter</source>
   <translation>구분 기호 ':'가 와야 합니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Expecting property name enclosed in double quotes</source>
   <translation>큰따옴표로 묶은 속성 이름이 와야 합니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Extra data</source>
   <translation>뒤에 남는 데이터가 있습니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Unterminated string starting at</source>
   <translation>문자열이 끝나지 않았습니다</translation>
  </message>
  <message>
   <extracomment>language/system_errors.py</extracomment>
   <source>Invalid control character at</source>
   <translation>잘못된 제어 문자가 있습니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;New</source>
   <translation>새로 만들기(&amp;N)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Start with an empty drawing</source>
   <translation>빈 그림으로 시작합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Open…</source>
   <translation>열기(&amp;O)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Open a project or a Keras model: .keras, .h5, SavedModel, JSON or YAML</source>
   <translation>프로젝트나 Keras 모델 열기: .keras, .h5, SavedModel, JSON, YAML</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Save</source>
   <translation>저장(&amp;S)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Save the project</source>
   <translation>프로젝트를 저장합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Save &amp;as…</source>
   <translation>다른 이름으로 저장(&amp;A)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Save the project under another name</source>
   <translation>프로젝트를 다른 이름으로 저장합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Picture…</source>
   <translation>그림 파일(&amp;P)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Export the drawing as PNG, SVG or PDF</source>
   <translation>그림을 PNG, SVG, PDF로 내보냅니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Pictures in the &amp;window's colours</source>
   <translation>창의 색으로 내보내기(&amp;W)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Export pictures as the window shows them; otherwise on light paper</source>
   <translation>창에 보이는 대로 내보냅니다. 끄면 밝은 종이에 그립니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Large PNG</source>
   <translation>큰 PNG(&amp;L)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Export PNG pictures with four pixels to a point instead of two</source>
   <translation>PNG를 점 하나당 픽셀 2개가 아니라 4개로 내보냅니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Keras &amp;code…</source>
   <translation>Keras 코드(&amp;C)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Export the network as Python code for Keras</source>
   <translation>신경망을 Keras용 Python 코드로 내보냅니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Training script…</source>
   <translation>학습 스크립트(&amp;T)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Export data, network and training as one Python file for Keras</source>
   <translation>데이터, 신경망, 학습을 Keras용 Python 파일 하나로 내보냅니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Architecture…</source>
   <translation>구조(&amp;A)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Export the network as Keras JSON or YAML</source>
   <translation>신경망을 Keras JSON이나 YAML로 내보냅니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Model with weights…</source>
   <translation>가중치가 든 모델(&amp;M)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Export the network with its weights as .keras or .h5</source>
   <translation>신경망과 가중치를 .keras나 .h5로 내보내기</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>O&amp;NNX…</source>
   <translation>ONNX(&amp;N)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Export the network with its weights for programs that run ONNX</source>
   <translation>ONNX를 실행하는 프로그램에서 쓸 수 있게 신경망을 가중치와 함께 내보냅니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Summary…</source>
   <translation>요약(&amp;S)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Export the table of layers, shapes and costs as text</source>
   <translation>층, 형태, 비용 표를 텍스트로 내보냅니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Start &amp;page</source>
   <translation>시작 페이지(&amp;P)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Sample projects, templates and recent files</source>
   <translation>예제 프로젝트, 템플릿, 최근 파일</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Se&amp;ttings…</source>
   <translation>설정(&amp;T)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Appearance, language and keys</source>
   <translation>모양, 언어, 단축키</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Quit</source>
   <translation>끝내기(&amp;Q)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Close the program</source>
   <translation>프로그램을 닫습니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Undo</source>
   <translation>실행 취소(&amp;U)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Take back the last edit</source>
   <translation>마지막 편집을 되돌립니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Redo</source>
   <translation>다시 실행(&amp;R)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Make the edit again that was taken back</source>
   <translation>되돌린 편집을 다시 합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Re&amp;name</source>
   <translation>이름 바꾸기(&amp;N)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Give the selected layer another name</source>
   <translation>선택한 층의 이름을 바꿉니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Data</source>
   <translation>데이터(&amp;D)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Choose and look at the data</source>
   <translation>데이터를 고르고 살펴봅니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>D&amp;esign</source>
   <translation>설계(&amp;E)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Draw the network</source>
   <translation>신경망을 그립니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Train</source>
   <translation>학습(&amp;T)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Set up the training and watch it</source>
   <translation>학습을 설정하고 지켜봅니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>P&amp;redict</source>
   <translation>예측(&amp;R)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Classify images with a model</source>
   <translation>모델로 이미지를 분류합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Next problem</source>
   <translation>다음 문제(&amp;N)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Go to the next problem of the drawing</source>
   <translation>그림의 다음 문제로 갑니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Previous problem</source>
   <translation>이전 문제(&amp;P)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Go to the problem before</source>
   <translation>이전 문제로 갑니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Train the network</source>
   <translation>신경망을 학습시킵니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Pause</source>
   <translation>일시 정지(&amp;P)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Pause or resume the training</source>
   <translation>학습을 일시 정지하거나 재개합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Stop</source>
   <translation>정지(&amp;S)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Stop the training after the current batch</source>
   <translation>지금 배치까지만 하고 학습을 멈춥니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Switch light and &amp;dark</source>
   <translation>밝은/어두운 테마 전환(&amp;D)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Switch between light and dark</source>
   <translation>밝은 테마와 어두운 테마를 전환합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Reset panels</source>
   <translation>패널 초기화(&amp;R)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Put the panels of this mode where they were at first</source>
   <translation>이 모드의 패널을 처음 자리로 되돌립니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Find a command…</source>
   <translation>명령 찾기(&amp;F)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Search everything the program can do</source>
   <translation>프로그램의 모든 기능을 검색합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Keyboard shortcuts</source>
   <translation>단축키(&amp;K)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>All keys of the program</source>
   <translation>프로그램의 모든 단축키</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Your &amp;code…</source>
   <translation>내 코드(&amp;C)…</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Layers and callbacks of your own from Python files: write, add, reload, remove</source>
   <translation>Python 파일로 만든 내 층과 콜백을 쓰고 추가하고 다시 읽고 제거합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Copy error &amp;report</source>
   <translation>오류 보고서 복사(&amp;R)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Copy versions, last actions and the latest error</source>
   <translation>버전, 최근 동작, 마지막 오류를 복사합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Guided &amp;tour</source>
   <translation>둘러보기(&amp;T)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>From a sample to a prediction in three steps</source>
   <translation>예제에서 예측까지 세 단계로</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;Larger texts</source>
   <translation>글자 크게(&amp;L)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Show all texts of the window larger</source>
   <translation>창의 모든 글자를 크게 합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>S&amp;maller texts</source>
   <translation>글자 작게(&amp;M)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Show all texts of the window smaller</source>
   <translation>창의 모든 글자를 작게 합니다</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>&amp;About Layerloom</source>
   <translation>Layerloom 정보(&amp;A)</translation>
  </message>
  <message>
   <extracomment>main_window/actions.py</extracomment>
   <source>Version and licence</source>
   <translation>버전과 라이선스</translation>
  </message>
  <message>
   <extracomment>main_window/code_editor.py</extracomment>
   <source>{name} – code of your own</source>
   <translation>{name} – 직접 쓴 코드</translation>
  </message>
  <message>
   <extracomment>main_window/code_editor.py</extracomment>
   <source>Code of {name}</source>
   <translation>{name}의 코드</translation>
  </message>
  <message>
   <extracomment>main_window/code_editor.py</extracomment>
   <source>Save and use…</source>
   <translation>저장하고 사용…</translation>
  </message>
  <message>
   <extracomment>main_window/code_editor.py</extracomment>
   <source>Save the file and use what it brings, after a question (Ctrl+Enter)</source>
   <translation>파일을 저장하고 확인을 거쳐 사용합니다 (Ctrl+Enter)</translation>
  </message>
  <message>
   <extracomment>main_window/code_editor.py</extracomment>
   <source>Save the file and use what it brings, after a question</source>
   <translation>파일을 저장하고 확인을 거쳐 사용합니다</translation>
  </message>
  <message>
   <extracomment>main_window/code_editor.py</extracomment>
   <source>In this file, keras means Layerloom's own library. Arguments of __init__ become settings that are changed in the window; what Args says of them stands beside them.</source>
   <translation>이 파일에서 keras는 Layerloom의 라이브러리입니다. __init__의 인자는 창에서 바꾸는 설정이 되고, Args에 쓴 설명이 그 옆에 나타납니다.</translation>
  </message>
  <message>
   <extracomment>main_window/code_editor.py</extracomment>
   <source>{path}: cannot be written ({cause}).</source>
   <translation>{path}: 쓸 수 없습니다 ({cause}).</translation>
  </message>
  <message>
   <extracomment>main_window/command_search.py</extracomment>
   <source>Find a command</source>
   <translation>명령 찾기</translation>
  </message>
  <message>
   <extracomment>main_window/command_search.py</extracomment>
   <source>What would you like to do?</source>
   <translation>무엇을 할까요?</translation>
  </message>
  <message>
   <extracomment>main_window/command_search.py</extracomment>
   <source>Commands</source>
   <translation>명령</translation>
  </message>
  <message>
   <extracomment>main_window/command_search.py</extracomment>
   <source>No command is called '{text}'.</source>
   <translation>'{text}'(이)라는 명령이 없습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Layerloom {version}

{about}

Free software under the MIT licence.</source>
   <translation>Layerloom {version}

{about}

MIT 라이선스의 자유 소프트웨어입니다.</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Unsaved changes</source>
   <translation>저장하지 않은 변경</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Save the changes to “{name}”?</source>
   <translation>“{name}”의 변경 내용을 저장할까요?</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Otherwise they are lost.</source>
   <translation>저장하지 않으면 사라집니다.</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Don't save</source>
   <translation>저장 안 함</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Changed by another program</source>
   <translation>다른 프로그램이 바꾼 파일</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>“{name}” has changed since it was opened.</source>
   <translation>“{name}” 파일이 연 뒤에 바뀌었습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Saving here replaces what is in the file now.</source>
   <translation>여기에 저장하면 지금 파일에 있는 내용이 사라집니다.</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Save as…</source>
   <translation>다른 이름으로 저장…</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Replace</source>
   <translation>바꾸기</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Training is running</source>
   <translation>학습 중입니다</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Stop the training and close?</source>
   <translation>학습을 멈추고 닫을까요?</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Checkpoints written so far are kept.</source>
   <translation>지금까지 쓴 체크포인트는 남습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Stop and close</source>
   <translation>멈추고 닫기</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Keep training</source>
   <translation>계속 학습</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>About Layerloom</source>
   <translation>Layerloom 정보</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Keyboard shortcuts</source>
   <translation>단축키</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Arrows walk from layer to layer, Alt+arrows move it, Enter goes to its settings. Hold Space or the middle button to pan, Ctrl and the wheel to zoom. Esc cancels, and goes back from a panel to the drawing. A double click adds a layer there. Drag with Ctrl to copy, from a port to the empty paper for what fits, and with Alt across connections to cut them; a layer dropped with Alt stays unconnected.</source>
   <translation>화살표로 층 사이를 이동하고, Alt+화살표로 층을 옮기며, Enter로 설정에 갑니다. Space나 가운데 버튼을 누른 채 끌면 화면이 움직이고, Ctrl+휠로 확대합니다. Esc는 취소이며, 패널에서는 그림으로 돌아갑니다. 두 번 누르면 그 자리에 층을 추가합니다. Ctrl을 누르고 끌면 복사, 포트에서 빈 곳으로 끌면 맞는 층 목록, Alt를 누르고 연결을 가로질러 끌면 끊기입니다. Alt를 누르고 놓은 층은 연결되지 않습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Drag with Shift to take a layer out of its chain, which closes behind it. The dot of a selected note, dragged onto a layer, draws an arrow to it.</source>
   <translation>Shift를 누른 채 끌면 층이 사슬에서 빠지고 앞뒤가 이어집니다. 선택한 메모의 점을 층으로 끌면 그 층을 가리키는 화살표가 그려집니다.</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>That did not work</source>
   <translation>할 수 없었습니다</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>Draw a neural network, train it, watch it learn, use it.</source>
   <translation>신경망을 그리고, 학습시키고, 배우는 모습을 보고, 써 보세요.</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source>On the canvas</source>
   <translation>캔버스에서</translation>
  </message>
  <message>
   <extracomment>main_window/dialogs.py</extracomment>
   <source> or </source>
   <translation> 또는 </translation>
  </message>
  <message>
   <extracomment>main_window/docks.py</extracomment>
   <source>Show {title} and go there, or hide it</source>
   <translation>{title} 패널을 열어 이동하거나 숨깁니다</translation>
  </message>
  <message>
   <extracomment>main_window/docks.py</extracomment>
   <source>Hide {title}</source>
   <translation>{title} 숨기기</translation>
  </message>
  <message>
   <extracomment>main_window/docks.py</extracomment>
   <source>Hide {title}; the View menu brings it back</source>
   <translation>{title} 숨기기 (보기 메뉴에서 다시 열 수 있음)</translation>
  </message>
  <message>
   <extracomment>main_window/docks.py</extracomment>
   <source>Panels</source>
   <translation>패널</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Untitled</source>
   <translation>제목 없음</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Keras models (*.keras *.h5 *.hdf5 *.json *.yaml *.yml saved_model.pb)</source>
   <translation>Keras 모델 (*.keras *.h5 *.hdf5 *.json *.yaml *.yml saved_model.pb)</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Projects and models (*.json *.keras *.h5 *.hdf5 *.yaml *.yml saved_model.pb)</source>
   <translation>프로젝트와 모델 (*.json *.keras *.h5 *.hdf5 *.yaml *.yml saved_model.pb)</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Networks (*.json *.yaml *.yml *.keras *.h5 *.hdf5)</source>
   <translation>신경망 (*.json *.yaml *.yml *.keras *.h5 *.hdf5)</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Layerloom projects (*.layerloom.json)</source>
   <translation>Layerloom 프로젝트 (*.layerloom.json)</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Saved {name}.</source>
   <translation>{name}을(를) 저장했습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Reading {name}…</source>
   <translation>{name} 읽는 중…</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>The network of {name}</source>
   <translation>{name}의 신경망</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Open</source>
   <translation>열기</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>{name} was not opened: wait for the other file, then open it again.</source>
   <translation>{name}을(를) 열지 않았습니다. 다른 파일을 다 읽은 뒤에 다시 여세요.</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Save as</source>
   <translation>다른 이름으로 저장</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Saved {name}. Its weights stay in {weights}.</source>
   <translation>{name}을(를) 저장했습니다. 가중치는 {weights}에 그대로 있습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>{name} is drawn, but cannot be used: {layer} is a Lambda, and code from a file is never run. Put layers in its place that do the same.</source>
   <translation>{name}을(를) 그렸지만 쓸 수는 없습니다. {layer} 층은 Lambda인데, 파일에 든 코드는 절대로 실행하지 않습니다. 같은 일을 하는 층으로 바꾸세요.</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>{name} is drawn, but cannot be used: {layer} is of the class {kind}, which is not known here. Add a Python file with this class by Your code in the menu Edit, then open the model again.</source>
   <translation>{name}을(를) 그렸지만 쓸 수는 없습니다. {layer} 층의 클래스 {kind}은(는) 여기서 알 수 없습니다. 편집 메뉴의 내 코드에서 이 클래스가 든 파이썬 파일을 더한 뒤 모델을 다시 여세요.</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>To be looked at only</source>
   <translation>보기만 할 수 있습니다</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>The drawing has the weights of {name} now.</source>
   <translation>그림에 {name}의 가중치를 불러왔습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Writing {name}…</source>
   <translation>{name} 쓰는 중…</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>{name} has its network from {network}.</source>
   <translation>{name}의 신경망은 {network}에서 가져왔습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>{path}: cannot be opened ({name}: {error}).</source>
   <translation>{path}: 열 수 없습니다 ({name}: {error}).</translation>
  </message>
  <message>
   <extracomment>main_window/documents.py</extracomment>
   <source>Choose its network…</source>
   <translation>신경망 파일 선택…</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>PNG picture (*.png);;SVG drawing (*.svg);;PDF document (*.pdf)</source>
   <translation>PNG 그림 (*.png);;SVG 그림 (*.svg);;PDF 문서 (*.pdf)</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Keras model (*.keras);;HDF5 model (*.h5 *.hdf5);;Weights alone (*.weights.h5)</source>
   <translation>Keras 모델 (*.keras);;HDF5 모델 (*.h5 *.hdf5);;가중치만 (*.weights.h5)</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Keras JSON (*.json);;Keras YAML (*.yaml *.yml)</source>
   <translation>Keras JSON 파일 (*.json);;Keras YAML 파일 (*.yaml *.yml)</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Exported {name}, and {arrays} with its data.</source>
   <translation>{name}과(와) 그 데이터 {arrays}을(를) 내보냈습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Exported {name}.</source>
   <translation>{name}을(를) 내보냈습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Nothing to export yet: draw a network first</source>
   <translation>아직 내보낼 것이 없습니다. 먼저 신경망을 그리세요</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>First solve this problem: {message}</source>
   <translation>먼저 이 문제를 해결하세요: {message}</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Export the picture</source>
   <translation>그림 내보내기</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Export Keras code</source>
   <translation>Keras 코드 내보내기</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Python (*.py)</source>
   <translation>Python 파일 (*.py)</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Export the training as a script</source>
   <translation>학습을 스크립트로 내보내기</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Export the architecture</source>
   <translation>구조 내보내기</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Export the model</source>
   <translation>모델 내보내기</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Export as ONNX</source>
   <translation>ONNX로 내보내기</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Export the summary</source>
   <translation>요약 내보내기</translation>
  </message>
  <message>
   <extracomment>main_window/exporting.py</extracomment>
   <source>Text (*.txt)</source>
   <translation>텍스트 (*.txt)</translation>
  </message>
  <message>
   <extracomment>main_window/faults.py</extracomment>
   <source>The error report is in the clipboard: paste it into a message to us.</source>
   <translation>오류 보고서를 클립보드에 복사했습니다. 문의할 때 붙여 넣어 주세요.</translation>
  </message>
  <message>
   <extracomment>main_window/faults.py</extracomment>
   <source>Something went wrong unexpectedly, and the program goes on. The Log has a report to copy.</source>
   <translation>예상하지 못한 오류가 났지만 프로그램은 계속됩니다. 로그에서 보고서를 복사할 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/faults.py</extracomment>
   <source>Log ({count})</source>
   <translation>로그 ({count})</translation>
  </message>
  <message>
   <extracomment>main_window/faults.py</extracomment>
   <source>Log</source>
   <translation>로그</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>These keys are taken by: {names}. It would lose them.</source>
   <translation>이미 쓰는 단축키입니다: {names}. 그쪽의 단축키는 없어집니다.</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>Search actions and keys</source>
   <translation>동작과 단축키 검색</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>Actions and their keys</source>
   <translation>동작과 단축키</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>New keys of the chosen action</source>
   <translation>선택한 동작의 새 단축키</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>Use these keys</source>
   <translation>이 단축키 쓰기</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>Reset</source>
   <translation>초기화</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>Give this action its first keys back</source>
   <translation>이 동작의 단축키를 처음대로</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>Reset all</source>
   <translation>모두 초기화</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>Give all actions their first keys back</source>
   <translation>모든 동작의 단축키를 처음대로</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>Action</source>
   <translation>기능</translation>
  </message>
  <message>
   <extracomment>main_window/keys_page.py</extracomment>
   <source>Keys</source>
   <translation>키</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>&amp;File</source>
   <translation>파일(&amp;F)</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>&amp;Edit</source>
   <translation>편집(&amp;E)</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>&amp;Arrange</source>
   <translation>정렬(&amp;A)</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>&amp;View</source>
   <translation>보기(&amp;V)</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>&amp;Training</source>
   <translation>학습(&amp;T) </translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>&amp;Help</source>
   <translation>도움말(&amp;H)</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>Menus</source>
   <translation>메뉴</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>Open &amp;recent</source>
   <translation>최근 파일 열기(&amp;R)</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>&amp;Theme</source>
   <translation>테마(&amp;T)</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>Lan&amp;guage</source>
   <translation>언어(&amp;G)</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>&amp;Export</source>
   <translation>내보내기(&amp;E)</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>&amp;Panels</source>
   <translation>패널(&amp;P)</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>Export</source>
   <translation>내보내기</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>No file has been opened or saved yet.</source>
   <translation>아직 열거나 저장한 파일이 없습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/menus.py</extracomment>
   <source>&amp;Forget these</source>
   <translation>목록 지우기(&amp;F)</translation>
  </message>
  <message>
   <extracomment>main_window/modes.py</extracomment>
   <source>Data</source>
   <translation>데이터</translation>
  </message>
  <message>
   <extracomment>main_window/modes.py</extracomment>
   <source>Choose and look at the data (Ctrl+1)</source>
   <translation>데이터를 고르고 살펴봅니다 (Ctrl+1)</translation>
  </message>
  <message>
   <extracomment>main_window/modes.py</extracomment>
   <source>Design</source>
   <translation>설계</translation>
  </message>
  <message>
   <extracomment>main_window/modes.py</extracomment>
   <source>Draw the network (Ctrl+2)</source>
   <translation>신경망을 그립니다 (Ctrl+2)</translation>
  </message>
  <message>
   <extracomment>main_window/modes.py</extracomment>
   <source>Train</source>
   <translation>학습</translation>
  </message>
  <message>
   <extracomment>main_window/modes.py</extracomment>
   <source>Train the network and watch it learn (Ctrl+3)</source>
   <translation>신경망을 학습시키고 지켜봅니다 (Ctrl+3)</translation>
  </message>
  <message>
   <extracomment>main_window/modes.py</extracomment>
   <source>Predict</source>
   <translation>예측</translation>
  </message>
  <message>
   <extracomment>main_window/modes.py</extracomment>
   <source>Classify images with a trained model (Ctrl+4)</source>
   <translation>학습한 모델로 이미지를 분류합니다 (Ctrl+4)</translation>
  </message>
  <message>
   <extracomment>main_window/reading.py</extracomment>
   <source>{path}: holds weights alone, which do not fit what is drawn: {cause}.</source>
   <translation>{path}: 가중치만 들어 있으며, 지금 그려진 신경망에 맞지 않습니다. {cause}.</translation>
  </message>
  <message>
   <extracomment>main_window/reasons.py</extracomment>
   <source>The drawing has no problems</source>
   <translation>그림에 문제가 없습니다</translation>
  </message>
  <message>
   <extracomment>main_window/reasons.py</extracomment>
   <source>No training is running</source>
   <translation>학습 중이 아닙니다</translation>
  </message>
  <message>
   <extracomment>main_window/reasons.py</extracomment>
   <source>Nothing to undo</source>
   <translation>되돌릴 것이 없습니다</translation>
  </message>
  <message>
   <extracomment>main_window/reasons.py</extracomment>
   <source>Nothing to make again</source>
   <translation>다시 할 것이 없습니다</translation>
  </message>
  <message>
   <extracomment>main_window/reasons.py</extracomment>
   <source>Select one layer to rename it</source>
   <translation>이름을 바꿀 층 하나를 선택하세요</translation>
  </message>
  <message>
   <extracomment>main_window/reasons.py</extracomment>
   <source>The start page has no panels</source>
   <translation>시작 페이지에는 패널이 없습니다</translation>
  </message>
  <message>
   <extracomment>main_window/reasons.py</extracomment>
   <source>Nothing to save: the drawing is empty</source>
   <translation>저장할 것이 없습니다. 그림이 비어 있습니다</translation>
  </message>
  <message>
   <extracomment>main_window/reasons.py</extracomment>
   <source>Undo: {undo}</source>
   <translation>실행 취소: {undo}</translation>
  </message>
  <message>
   <extracomment>main_window/reasons.py</extracomment>
   <source>Redo: {redo}</source>
   <translation>다시 실행: {redo}</translation>
  </message>
  <message>
   <extracomment>main_window/recovery.py</extracomment>
   <source>It was being trained; the weights after epoch {epoch} are kept, and Train goes on from there.</source>
   <translation>학습 중이었습니다. {epoch}번째 에포크의 가중치가 남아 있어 학습을 누르면 이어서 학습합니다.</translation>
  </message>
  <message>
   <extracomment>main_window/recovery.py</extracomment>
   <source>It was being trained; no epoch had ended.</source>
   <translation>학습 중이었지만 끝난 에포크가 없습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/recovery.py</extracomment>
   <source>Keeping the draft</source>
   <translation>임시 저장</translation>
  </message>
  <message>
   <extracomment>main_window/recovery.py</extracomment>
   <source>A drawing was not saved when the program ended: the start page brings it back.</source>
   <translation>프로그램이 끝날 때 저장되지 않은 그림이 있습니다. 시작 페이지에서 복원할 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>As the &amp;system</source>
   <translation>시스템 설정대로(&amp;S)</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>&amp;Light</source>
   <translation>밝게(&amp;L)</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>&amp;Dark</source>
   <translation>어둡게(&amp;D)</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>High &amp;contrast</source>
   <translation>고대비(&amp;C)</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>As the s&amp;ystem</source>
   <translation>시스템 언어(&amp;Y)</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>Settings</source>
   <translation>설정</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>Appearance</source>
   <translation>모양</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>Training</source>
   <translation>학습 설정</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>Keyboard</source>
   <translation>키보드</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>Language</source>
   <translation>언어</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>Size of texts</source>
   <translation>글자 크기</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>Keep everything still</source>
   <translation>움직임 줄이기</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>Motion</source>
   <translation>움직임</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>Threads</source>
   <translation>스레드</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>No blinking cursor, and menus and lists open at once.</source>
   <translation>커서가 깜박이지 않고 메뉴와 목록이 바로 열립니다.</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>All processors ({count})</source>
   <translation>모든 프로세서 ({count}개)</translation>
  </message>
  <message>
   <extracomment>main_window/settings_dialog.py</extracomment>
   <source>Fewer leave more of the machine to other programs and make training slower. The same number gives the same result.</source>
   <translation>적게 쓰면 다른 프로그램에 여유가 생기지만 학습은 느려집니다. 스레드 수가 같으면 결과도 같습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Layers</source>
   <translation>층 </translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Properties</source>
   <translation>속성</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Problems</source>
   <translation>문제</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Code</source>
   <translation>코드</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>History</source>
   <translation>기록</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Weights</source>
   <translation>가중치</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Layer outputs</source>
   <translation>층의 출력</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Callbacks</source>
   <translation>콜백</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Curves</source>
   <translation>곡선</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Results</source>
   <translation>결과</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Histograms</source>
   <translation>히스토그램</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Compare</source>
   <translation>비교</translation>
  </message>
  <message>
   <extracomment>main_window/shelf.py</extracomment>
   <source>Problems ({count})</source>
   <translation>문제 ({count})</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>{count} error{plural}</source>
   <translation>오류 {count}개</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>{count} warning{plural}</source>
   <translation>경고 {count}개</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>Status</source>
   <translation>상태</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>Parameters</source>
   <translation>파라미터</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>Multiply-adds</source>
   <translation>곱셈-덧셈</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>{multiply_adds:,} multiply-adds</source>
   <translation>곱셈-덧셈 {multiply_adds:,}</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>Not every layer's multiply-adds are known</source>
   <translation>모든 층의 곱셈-덧셈 수를 알지는 못합니다</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>{count} for one sample.
Weights take {weight_bytes}, the results of all layers {output_bytes} for each sample.</source>
   <translation>샘플 하나당 {count}.
가중치 {weight_bytes}, 모든 층의 결과는 샘플마다 {output_bytes}입니다.</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>Problems: {found}</source>
   <translation>문제: {found}</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>Show the list of problems (F8 goes to the next one)</source>
   <translation>문제 목록 보기 (F8로 다음 문제)</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>unknown</source>
   <translation>알 수 없음</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>{now} → {then} parameters</source>
   <translation>파라미터 {now} → {then}개</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>madds unknown</source>
   <translation>곱셈-덧셈 수 모름</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>What the network costs is known once the drawing has no errors.</source>
   <translation>그림에 오류가 없어야 비용을 알 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>parameters unknown</source>
   <translation>파라미터 수 모름</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>The number of parameters is known once the drawing has no errors.</source>
   <translation>그림에 오류가 없어야 파라미터 수를 알 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>{count:,} of them are changed by training.</source>
   <translation>이 가운데 {count:,}개가 학습으로 바뀝니다.</translation>
  </message>
  <message>
   <extracomment>main_window/status_bar.py</extracomment>
   <source>no problems</source>
   <translation>문제 없음</translation>
  </message>
  <message>
   <extracomment>main_window/tool_bar.py</extracomment>
   <source>Tools</source>
   <translation>도구</translation>
  </message>
  <message>
   <extracomment>main_window/tool_bar.py</extracomment>
   <source>Mode</source>
   <translation>모드</translation>
  </message>
  <message>
   <extracomment>main_window/tour.py</extracomment>
   <source>1 of 3: open the sample</source>
   <translation>1/3: 예제를 여세요</translation>
  </message>
  <message>
   <extracomment>main_window/tour.py</extracomment>
   <source>A small network that is ready to learn handwritten digits.</source>
   <translation>손글씨 숫자를 학습할 준비가 된 작은 신경망입니다.</translation>
  </message>
  <message>
   <extracomment>main_window/tour.py</extracomment>
   <source>Open it</source>
   <translation>예제 열기</translation>
  </message>
  <message>
   <extracomment>main_window/tour.py</extracomment>
   <source>2 of 3: press Train</source>
   <translation>2/3: 학습을 누르세요</translation>
  </message>
  <message>
   <extracomment>main_window/tour.py</extracomment>
   <source>The curves show how it learns; the loss falls and the accuracy rises. It takes some seconds.</source>
   <translation>곡선에서 학습 과정을 볼 수 있습니다. 손실은 내려가고 정확도는 올라갑니다. 몇 초면 됩니다.</translation>
  </message>
  <message>
   <extracomment>main_window/tour.py</extracomment>
   <source>3 of 3: go to Predict</source>
   <translation>3/3: 예측으로 가세요</translation>
  </message>
  <message>
   <extracomment>main_window/tour.py</extracomment>
   <source>When it has learned, drop images there: each gets its likeliest digits.</source>
   <translation>학습이 끝나면 이미지를 끌어다 놓으세요. 이미지마다 가장 가능성 높은 숫자를 알려 줍니다.</translation>
  </message>
  <message>
   <extracomment>main_window/tour.py</extracomment>
   <source>Skip the tour</source>
   <translation>건너뛰기</translation>
  </message>
  <message>
   <extracomment>main_window/tour.py</extracomment>
   <source>That was the tour: Help starts it again.</source>
   <translation>둘러보기가 끝났습니다. 도움말에서 다시 시작할 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Code of your own</source>
   <translation>내가 쓴 코드</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Run “{name}” and use what it brings?</source>
   <translation>“{name}”을(를) 실행하고 그 내용을 쓸까요?</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Brings: {names}</source>
   <translation>들어 있는 층: {names}</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Imports: {names}</source>
   <translation>가져오는 모듈: {names}</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Its code runs with all your rights, now and at each start as long as it is unchanged. Only allow what you wrote or trust.</source>
   <translation>이 코드는 사용자의 모든 권한으로 지금, 그리고 바뀌지 않는 한 시작할 때마다 실행됩니다. 직접 작성했거나 신뢰하는 것만 허용하세요.</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Run and add</source>
   <translation>실행하고 추가</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Python files ({pattern})</source>
   <translation>Python 파일들 ({pattern})</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>A new Python file</source>
   <translation>새 Python 파일</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Some of your own code is not loaded: see Edit, Your code.</source>
   <translation>직접 쓴 코드 가운데 불러오지 않은 것이 있습니다. 편집, 내 코드를 보세요.</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Added to the palette: {names}.</source>
   <translation>팔레트에 {names}을(를) 추가했습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Added to the callbacks of Train: {names}.</source>
   <translation>학습의 콜백에 {names}을(를) 추가했습니다.</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>Not loaded.</source>
   <translation>불러오지 않음.</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>It has changed since it was allowed: reload it to use it.</source>
   <translation>허용한 뒤 바뀌었습니다. 쓰려면 다시 읽으세요.</translation>
  </message>
  <message>
   <extracomment>main_window/user_code.py</extracomment>
   <source>{file}: cannot be read ({cause}).</source>
   <translation>{file}: 읽을 수 없습니다 ({cause}).</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>Files with code of your own</source>
   <translation>직접 쓴 코드 파일</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>Add a Python file…</source>
   <translation>Python 파일 추가…</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>Add a Python file</source>
   <translation>Python 파일 추가</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>Write one…</source>
   <translation>새로 쓰기…</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>Write a callback in a new Python file</source>
   <translation>새 Python 파일에 콜백을 씁니다</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>Classes that derive from keras.layers.Layer stand in the palette under “Your layers”, those that derive from keras.callbacks.Callback among the callbacks of Train. In the file, keras, tf_keras and tensorflow.keras mean Layerloom's own library; compute with keras.ops.</source>
   <translation>keras.layers.Layer를 물려받은 클래스는 팔레트의 “내 층”에, keras.callbacks.Callback을 물려받은 클래스는 학습의 콜백에 나타납니다. 파일 안의 keras, tf_keras, tensorflow.keras는 Layerloom의 라이브러리이며, 계산에는 keras.ops를 쓰세요.</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>Change…</source>
   <translation>바꾸기…</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>Reload…</source>
   <translation>다시 읽기…</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>Remove</source>
   <translation>제거</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>No file yet</source>
   <translation>아직 파일이 없습니다</translation>
  </message>
  <message>
   <extracomment>main_window/user_code_dialog.py</extracomment>
   <source>Add a Python file that defines a layer or a callback.</source>
   <translation>층이나 콜백을 정의한 Python 파일을 추가하세요.</translation>
  </message>
  <message>
   <extracomment>main_window/waiting.py</extracomment>
   <source>Cancel</source>
   <translation>취소</translation>
  </message>
  <message>
   <extracomment>main_window/window.py</extracomment>
   <source>&amp;Resume</source>
   <translation>재개(&amp;R)</translation>
  </message>
  <message>
   <extracomment>main_window/workshop.py</extracomment>
   <source>A training is running already</source>
   <translation>이미 학습 중입니다</translation>
  </message>
  <message>
   <extracomment>main_window/workshop.py</extracomment>
   <source>Nothing to train yet: draw a network first</source>
   <translation>학습할 것이 없습니다. 먼저 신경망을 그리세요</translation>
  </message>
  <message>
   <extracomment>main_window/workshop.py</extracomment>
   <source>the last training, epoch {epoch}</source>
   <translation>마지막 학습의 {epoch}번째 에포크</translation>
  </message>
  <message>
   <extracomment>main_window/workshop.py</extracomment>
   <source>Kernels are being compiled, once on this machine; until then the training takes longer.</source>
   <translation>이 컴퓨터에서 한 번만 하는 커널 컴파일 중입니다. 끝날 때까지 학습이 더 오래 걸립니다.</translation>
  </message>
  <message>
   <extracomment>main_window/workshop.py</extracomment>
   <source>Take over a run</source>
   <translation>실행 설정 가져오기</translation>
  </message>
  <message>
   <extracomment>main_window/workshop.py</extracomment>
   <source>The settings are those of {name} now; Undo brings yours back.</source>
   <translation>이제 설정이 {name}의 설정입니다. 실행 취소를 누르면 이전 설정으로 돌아갑니다.</translation>
  </message>
  <message>
   <extracomment>palette/panel.py</extracomment>
   <source>Palette of layers</source>
   <translation>층 팔레트</translation>
  </message>
  <message>
   <extracomment>palette/panel.py</extracomment>
   <source>Filter layers</source>
   <translation>층 검색</translation>
  </message>
  <message>
   <extracomment>palette/panel.py</extracomment>
   <source>Show all layers again (Esc)</source>
   <translation>모든 층 다시 보기 (Esc)</translation>
  </message>
  <message>
   <extracomment>palette/panel.py</extracomment>
   <source>Type a part of a layer's name; Enter adds the first one that is shown.</source>
   <translation>층 이름의 일부를 적으세요. Enter를 누르면 맨 위의 층이 추가됩니다.</translation>
  </message>
  <message>
   <extracomment>palette/panel.py</extracomment>
   <source>No layer is called '{text}'. Esc shows all again.</source>
   <translation>‘{text}’라는 층이 없습니다. Esc를 누르면 모두 다시 보입니다.</translation>
  </message>
  <message>
   <extracomment>palette/tree.py</extracomment>
   <source>Drag it onto the drawing to use it elsewhere.</source>
   <translation>다른 곳에 쓰려면 그림으로 끌어 놓으세요.</translation>
  </message>
  <message>
   <extracomment>palette/tree.py</extracomment>
   <source>Click to add it after the selected layer, or drag it onto the drawing.</source>
   <translation>누르면 선택한 층 다음에 추가되고, 그림으로 끌어 놓을 수도 있습니다.</translation>
  </message>
  <message>
   <extracomment>palette/tree.py</extracomment>
   <source>Favourites</source>
   <translation>즐겨찾기</translation>
  </message>
  <message>
   <extracomment>palette/tree.py</extracomment>
   <source>Recent</source>
   <translation>최근</translation>
  </message>
  <message>
   <extracomment>palette/tree.py</extracomment>
   <source>{name} layer, does not fit the selection</source>
   <translation>{name} 층, 선택한 층과 맞지 않음</translation>
  </message>
  <message>
   <extracomment>palette/tree.py</extracomment>
   <source>{name} layer</source>
   <translation>{name} 층</translation>
  </message>
  <message>
   <extracomment>palette/tree.py</extracomment>
   <source>Remove from favourites</source>
   <translation>즐겨찾기에서 빼기</translation>
  </message>
  <message>
   <extracomment>palette/tree.py</extracomment>
   <source>Add to favourites</source>
   <translation>즐겨찾기에 넣기</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Stop early</source>
   <translation>조기 종료</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Stop when good enough</source>
   <translation>충분히 좋아지면 멈추기</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Keep checkpoints</source>
   <translation>체크포인트 저장</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Lower the learning rate</source>
   <translation>학습률 낮추기</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Learning rate by a formula</source>
   <translation>수식으로 정하는 학습률</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Stop at NaN</source>
   <translation>NaN에서 멈추기</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Write a CSV log</source>
   <translation>CSV 로그 쓰기</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Write logs for TensorBoard</source>
   <translation>TensorBoard용 기록 쓰기</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Judge by averaged weights</source>
   <translation>평균 가중치로 평가</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>This callback comes from the file.</source>
   <translation>파일에 있던 콜백입니다.</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>They look at every epoch of a training and act. Settings hold for the next start. A backup to go on from after a crash is kept in any case.</source>
   <translation>학습의 매 에포크를 보고 동작합니다. 설정은 다음 학습부터 적용됩니다. 갑자기 꺼졌을 때 이어서 학습할 백업은 늘 저장됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Set {key} of {name}</source>
   <translation>{name}의 {key} 설정</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Classes of a Python file that derive from keras.callbacks.Callback stand here, too.</source>
   <translation>keras.callbacks.Callback을 물려받은 Python 파일의 클래스도 여기에 나타납니다.</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Add a file…</source>
   <translation>파일 추가…</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Add the callbacks of a Python file, after a question</source>
   <translation>확인을 거쳐 Python 파일의 콜백을 추가합니다</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Use {name}</source>
   <translation>{name} 사용</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>Leave out {name}</source>
   <translation>{name} 제외</translation>
  </message>
  <message>
   <extracomment>panels/callbacks.py</extracomment>
   <source>{name} comes from the file; this program does not know it.</source>
   <translation>{name}: 파일에 있던 것으로, 이 프로그램은 알지 못합니다.</translation>
  </message>
  <message>
   <extracomment>panels/code.py</extracomment>
   <source>Code of the drawing</source>
   <translation>그림의 코드</translation>
  </message>
  <message>
   <extracomment>panels/code.py</extracomment>
   <source>Keras code of the drawing</source>
   <translation>그림의 Keras 코드</translation>
  </message>
  <message>
   <extracomment>panels/code.py</extracomment>
   <source>It builds this network with Keras, or with layerloom.</source>
   <translation>이 신경망을 Keras나 layerloom으로 만드는 코드입니다.</translation>
  </message>
  <message>
   <extracomment>panels/code.py</extracomment>
   <source>Copy</source>
   <translation>복사</translation>
  </message>
  <message>
   <extracomment>panels/code.py</extracomment>
   <source>Copy the code</source>
   <translation>코드 복사</translation>
  </message>
  <message>
   <extracomment>panels/code.py</extracomment>
   <source>Save…</source>
   <translation>저장…</translation>
  </message>
  <message>
   <extracomment>panels/code.py</extracomment>
   <source>Save the code as a Python file</source>
   <translation>코드를 Python 파일로 저장</translation>
  </message>
  <message>
   <extracomment>panels/code.py</extracomment>
   <source>Writing the code</source>
   <translation>코드 작성</translation>
  </message>
  <message>
   <extracomment>panels/code.py</extracomment>
   <source>The code is on the clipboard.</source>
   <translation>코드를 클립보드에 복사했습니다.</translation>
  </message>
  <message>
   <extracomment>panels/code.py</extracomment>
   <source>Save the code</source>
   <translation>코드 저장</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Curves (*.csv *.json)</source>
   <translation>곡선 (*.csv *.json)</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Compare runs</source>
   <translation>실행 비교</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Listing the runs</source>
   <translation>실행 목록 읽는 중</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Reading the runs</source>
   <translation>실행 읽기</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Nothing to compare yet</source>
   <translation>아직 비교할 것이 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Every training is kept. Train twice with other settings, and see both here side by side.</source>
   <translation>모든 학습은 보관됩니다. 설정을 바꿔 두 번 학습하면 여기에서 나란히 비교할 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Show only runs with these words</source>
   <translation>이 단어가 있는 실행만 보기</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>filter: name, or setting=value</source>
   <translation>검색: 이름 또는 설정=값</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Add curves…</source>
   <translation>곡선 추가…</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Draw the curves of a file (.csv, .json) beside the runs</source>
   <translation>파일(.csv, .json)의 곡선을 실행들과 함께 그립니다</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Actions</source>
   <translation>동작</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Rename, delete, take over the selected run</source>
   <translation>선택한 실행의 이름 바꾸기, 삭제, 설정 가져오기</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Metric that is drawn</source>
   <translation>그릴 지표</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Logarithmic value axis</source>
   <translation>값 축을 로그 눈금으로</translation>
  </message>
  <message>
   <extracomment>panels/compare/panel.py</extracomment>
   <source>Add curves</source>
   <translation>곡선 추가</translation>
  </message>
  <message>
   <extracomment>panels/compare/table.py</extracomment>
   <source>Run</source>
   <translation>실행 이름</translation>
  </message>
  <message>
   <extracomment>panels/compare/table.py</extracomment>
   <source>Duration</source>
   <translation>걸린 시간</translation>
  </message>
  <message>
   <extracomment>panels/compare/table.py</extracomment>
   <source>Started</source>
   <translation>시작 시각</translation>
  </message>
  <message>
   <extracomment>panels/compare/table.py</extracomment>
   <source>The best value over all epochs; bold is the best of all runs</source>
   <translation>모든 에포크 가운데 가장 좋은 값. 굵은 글씨는 모든 실행 가운데 가장 좋은 값입니다</translation>
  </message>
  <message>
   <extracomment>panels/compare/table.py</extracomment>
   <source>Runs</source>
   <translation>실행</translation>
  </message>
  <message>
   <extracomment>panels/data/augmented.py</extracomment>
   <source>Another draw</source>
   <translation>다시 뽑기</translation>
  </message>
  <message>
   <extracomment>panels/data/augmented.py</extracomment>
   <source>Change the sample by chance once more</source>
   <translation>샘플을 다시 무작위로 바꿉니다</translation>
  </message>
  <message>
   <extracomment>panels/data/augmented.py</extracomment>
   <source>The sample, and what augmentation makes of it</source>
   <translation>샘플과 그 증강 결과</translation>
  </message>
  <message>
   <extracomment>panels/data/augmented.py</extracomment>
   <source>as it is</source>
   <translation>원본</translation>
  </message>
  <message>
   <extracomment>panels/data/augmented.py</extracomment>
   <source>“{name}” as it is, and as epochs would show it.</source>
   <translation>“{name}”의 원본과 에포크마다 보일 모습입니다.</translation>
  </message>
  <message>
   <extracomment>panels/data/augmented.py</extracomment>
   <source>Nothing is changed yet: move a slider of Augmentation at the left.</source>
   <translation>아직 바뀌는 것이 없습니다. 왼쪽 증강의 슬라이더를 움직이세요.</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Rotation</source>
   <translation>회전</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Shift to the side</source>
   <translation>좌우 이동</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Shift up or down</source>
   <translation>상하 이동</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Shear</source>
   <translation>기울이기</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Zoom</source>
   <translation>확대·축소</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Brightness</source>
   <translation>밝기</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Largest angle in degrees (rotation_range)</source>
   <translation>최대 회전 각도(도, rotation_range)</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Largest move as a share of the width (width_shift_range)</source>
   <translation>너비에 대한 최대 이동 비율(width_shift_range)</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Largest move as a share of the height (height_shift_range)</source>
   <translation>높이에 대한 최대 이동 비율(height_shift_range)</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Largest angle of shearing in degrees (shear_range)</source>
   <translation>최대 기울임 각도(도, shear_range)</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Largest zoom in or out, as a share (zoom_range)</source>
   <translation>최대 확대·축소 비율(zoom_range)</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>How much darker or brighter at most, as a share (brightness_range)</source>
   <translation>최대 밝기 변화 비율(brightness_range)</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Mirror left to right</source>
   <translation>좌우 뒤집기</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Mirror top to bottom</source>
   <translation>상하 뒤집기</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Pictures to learn from are changed by chance in every epoch; the right side shows how.</source>
   <translation>학습용 이미지는 에포크마다 무작위로 바뀝니다. 오른쪽에서 확인할 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>What is put where there was no picture</source>
   <translation>이미지가 없던 곳을 채우는 방법</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>What is put where there was no picture (fill_mode)</source>
   <translation>이미지가 없던 곳을 채우는 방법(fill_mode)</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Gaps are filled with</source>
   <translation>빈 곳 채우기</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>No augmentation</source>
   <translation>증강하지 않기</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Leave all augmentation out</source>
   <translation>증강을 모두 뺍니다</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Change the augmentation</source>
   <translation>증강 바꾸기</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Half of the pictures are mirrored ({name})</source>
   <translation>이미지의 절반을 뒤집습니다({name})</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Pictures are not changed as it is.</source>
   <translation>지금은 이미지를 바꾸지 않습니다.</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Augmentation: on</source>
   <translation>증강: 켜짐</translation>
  </message>
  <message>
   <extracomment>panels/data/augmenting_form.py</extracomment>
   <source>Leave augmentation out</source>
   <translation>증강 빼기</translation>
  </message>
  <message>
   <extracomment>panels/data/fitting_model.py</extracomment>
   <source>new Input layer of {shape}</source>
   <translation>새 Input 층 {shape}</translation>
  </message>
  <message>
   <extracomment>panels/data/fitting_model.py</extracomment>
   <source>input {shape}</source>
   <translation>입력 {shape}</translation>
  </message>
  <message>
   <extracomment>panels/data/fitting_model.py</extracomment>
   <source>All samples are of one class, so there is nothing to tell apart: add those of others.</source>
   <translation>모든 샘플이 한 클래스라 구분할 것이 없습니다: 다른 클래스의 샘플을 더하세요.</translation>
  </message>
  <message>
   <extracomment>panels/data/fitting_model.py</extracomment>
   <source>{dense} with {units} unit{plural}</source>
   <translation>{dense}: 유닛 {units}개</translation>
  </message>
  <message>
   <extracomment>panels/data/fitting_model.py</extracomment>
   <source>loss {loss}</source>
   <translation>손실 {loss}</translation>
  </message>
  <message>
   <extracomment>panels/data/fitting_model.py</extracomment>
   <source>The drawing has no Input layer and no layer that one could feed.</source>
   <translation>그림에 Input 층이 없고, 입력을 받을 층도 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Arrays and tables (*.npz *.npy *.csv *.tsv)</source>
   <translation>배열과 표 (*.npz *.npy *.csv *.tsv)</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>the test part of the data</source>
   <translation>데이터의 시험용 부분</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>the validation part of the data</source>
   <translation>데이터의 검증용 부분</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Where the samples for validation come from</source>
   <translation>검증용 샘플의 출처</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Samples that the model is tested with after every epoch and never learns from</source>
   <translation>매 에포크 뒤 모델을 시험하는 샘플로, 학습에는 쓰지 않습니다</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Data for validation</source>
   <translation>검증용 데이터</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Choose the data for validation</source>
   <translation>검증용 데이터 고르기</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>of the same form</source>
   <translation>같은 형식으로</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Of the same form as the data for training: the same classes, arrays or columns</source>
   <translation>학습용 데이터와 같은 형식: 클래스나 배열, 열이 같아야 합니다</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Share of the samples held back for validation, in percent</source>
   <translation>검증용으로 떼어 둘 샘플의 비율(%)</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Seed of the split</source>
   <translation>분할의 시드</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>The same seed always holds back the same samples</source>
   <translation>시드가 같으면 늘 같은 샘플을 떼어 둡니다</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Seed</source>
   <translation>시드</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Choose data for validation</source>
   <translation>검증용 데이터 선택</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Set validation split</source>
   <translation>검증 비율 설정</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Validation</source>
   <translation>검증</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>a share of the samples</source>
   <translation>샘플의 일부</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Choose a folder of images</source>
   <translation>이미지 폴더 고르기</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Choose a file</source>
   <translation>파일 하나 고르기</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>Set seed</source>
   <translation>시드 설정</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>another folder</source>
   <translation>다른 폴더</translation>
  </message>
  <message>
   <extracomment>panels/data/holding_back.py</extracomment>
   <source>another file</source>
   <translation>다른 파일</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>Choose the data of the input {name}</source>
   <translation>입력 {name}의 데이터 고르기</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>Choose the data of the output {name}</source>
   <translation>출력 {name}의 데이터 고르기</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>Columns of the table for the input {name}</source>
   <translation>입력 {name}에 쓸 표의 열</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>all</source>
   <translation>전체</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>Columns of the table, counted from 1, such as 1-5, 8; empty takes all</source>
   <translation>1부터 센 표의 열 (예: 1-5, 8), 비우면 모두</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>{count} classes</source>
   <translation>클래스 {count}개</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>values</source>
   <translation>수치</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>{kind}, learned by {loss}</source>
   <translation>{kind}, 손실 {loss}</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>Inputs</source>
   <translation>입력들</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>Data of the input {name}</source>
   <translation>입력 {name}의 데이터</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>Data of the output {name}</source>
   <translation>출력 {name}의 데이터</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>fits</source>
   <translation>맞음</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>The data have no such target.</source>
   <translation>데이터에 그런 목표가 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>Targets</source>
   <translation>목표</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>{name}  ({count} classes)</source>
   <translation>{name}  (클래스 {count}개)</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>{name}  (values)</source>
   <translation>{name}  (값)</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>What the input {name} gets</source>
   <translation>입력 {name}이(가) 받을 것</translation>
  </message>
  <message>
   <extracomment>panels/data/inputs.py</extracomment>
   <source>What the output {name} learns</source>
   <translation>출력 {name}이(가) 학습할 것</translation>
  </message>
  <message>
   <extracomment>panels/data/panel.py</extracomment>
   <source>Loading the data</source>
   <translation>데이터 불러오기</translation>
  </message>
  <message>
   <extracomment>panels/data/panel.py</extracomment>
   <source>Data settings</source>
   <translation>데이터 설정</translation>
  </message>
  <message>
   <extracomment>panels/data/panel.py</extracomment>
   <source>Fit input and output to the data</source>
   <translation>입력과 출력을 데이터에 맞추기</translation>
  </message>
  <message>
   <extracomment>panels/data/panel.py</extracomment>
   <source>Fit input and output of the model to the data</source>
   <translation>모델의 입력과 출력을 데이터에 맞추기</translation>
  </message>
  <message>
   <extracomment>panels/data/panel.py</extracomment>
   <source>Data of the inputs and outputs</source>
   <translation>입력과 출력의 데이터</translation>
  </message>
  <message>
   <extracomment>panels/data/panel.py</extracomment>
   <source>Load data first.</source>
   <translation>먼저 데이터를 불러오세요.</translation>
  </message>
  <message>
   <extracomment>panels/data/panel.py</extracomment>
   <source>Fit the model to the data</source>
   <translation>모델을 데이터에 맞추기</translation>
  </message>
  <message>
   <extracomment>panels/data/panel.py</extracomment>
   <source>Input and output of the model fit the data.</source>
   <translation>모델의 입력과 출력이 데이터에 맞습니다.</translation>
  </message>
  <message>
   <extracomment>panels/data/panel.py</extracomment>
   <source>To be changed: </source>
   <translation>바꿀 것: </translation>
  </message>
  <message>
   <extracomment>panels/data/panel.py</extracomment>
   <source>Change </source>
   <translation>바꾸기: </translation>
  </message>
  <message>
   <extracomment>panels/data/path_row.py</extracomment>
   <source>Choose…</source>
   <translation>고르기…</translation>
  </message>
  <message>
   <extracomment>panels/data/settings.py</extracomment>
   <source>Choose {title}</source>
   <translation>{title} 고르기</translation>
  </message>
  <message>
   <extracomment>panels/data/settings.py</extracomment>
   <source>Change the fitting of images</source>
   <translation>이미지 맞춤 바꾸기</translation>
  </message>
  <message>
   <extracomment>panels/data/settings.py</extracomment>
   <source>Images</source>
   <translation>이미지</translation>
  </message>
  <message>
   <extracomment>panels/data/settings.py</extracomment>
   <source>Choose folder</source>
   <translation>폴더 고르기</translation>
  </message>
  <message>
   <extracomment>panels/data/settings.py</extracomment>
   <source>Choose file</source>
   <translation>파일 고르기</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>Taken from Keras's folder of data sets, or downloaded once ({megabytes} MB)</source>
   <translation>Keras의 데이터 세트 폴더에서 읽거나 한 번 내려받습니다({megabytes} MB)</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>Show all sources</source>
   <translation>모든 데이터 출처 보기</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>Choose another source</source>
   <translation>다른 데이터 출처 선택</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>Data source</source>
   <translation>데이터 출처</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>Folder of images</source>
   <translation>이미지 폴더</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>one subfolder for each class</source>
   <translation>클래스마다 하위 폴더 하나씩</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>Table or arrays</source>
   <translation>표 또는 배열</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>a file: csv, tsv, npz or npy</source>
   <translation>파일: csv, tsv, npz, npy</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>Typed table</source>
   <translation>직접 입력한 표</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>a few lines of x and y</source>
   <translation>x와 y 몇 줄</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>Random numbers</source>
   <translation>난수</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>to see whether a network works at all</source>
   <translation>신경망이 돌아가는지 확인할 때</translation>
  </message>
  <message>
   <extracomment>panels/data/source_choice.py</extracomment>
   <source>Source</source>
   <translation>출처</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>A folder with one subfolder of images for each class</source>
   <translation>클래스마다 이미지 하위 폴더가 하나씩 있는 폴더</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>A table with a line of names (.csv, .tsv), or arrays with one entry per sample (.npz, .npy)</source>
   <translation>첫 줄에 이름이 있는 표(.csv, .tsv) 또는 샘플마다 항목이 하나인 배열(.npz, .npy)</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>each column to mean 0, deviation 1</source>
   <translation>열마다 평균 0, 표준편차 1</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>divided by the largest value</source>
   <translation>가장 큰 값으로 나눔</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>as they are</source>
   <translation>그대로</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>classes or values, as they look</source>
   <translation>보이는 대로 클래스 또는 값</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>classes</source>
   <translation>클래스로</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Shape of a sample, such as 28, 28, 1; empty takes that of the model's input.</source>
   <translation>샘플의 형태, 예: 28, 28, 1. 비우면 모델 입력의 형태를 씁니다.</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Shape</source>
   <translation>형태</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Samples</source>
   <translation>샘플</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Classes</source>
   <translation>클래스</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Names of the targets</source>
   <translation>목표의 이름</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>target: y, label, or the last</source>
   <translation>목표: y, label 또는 마지막</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Names of the columns or arrays that the network shall tell, with commas between them; empty takes those called y, label or the like, or else the last one</source>
   <translation>신경망이 맞힐 열이나 배열의 이름을 쉼표로 나누어 적으세요. 비우면 y, label 같은 이름을, 없으면 마지막 것을 씁니다</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Names of the classes</source>
   <translation>클래스 이름</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>class names: cat, dog, …</source>
   <translation>클래스 이름: 고양이, 개, …</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Names of the classes in the order of their numbers, with commas between them</source>
   <translation>클래스 이름을 번호 순서대로 쉼표로 나누어 적습니다</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Table: names of the columns, then a line for each sample</source>
   <translation>표: 첫 줄은 열 이름, 그다음부터 샘플마다 한 줄</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>The names of the columns in the first line; the column y is what the network shall tell</source>
   <translation>첫 줄에는 열 이름을 적습니다. y 열이 신경망이 알아맞힐 값입니다</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>The targets are</source>
   <translation>목푯값은</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>What the targets are</source>
   <translation>목푯값의 종류</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Whole numbers from 0 up look like classes; say so where they are values</source>
   <translation>0 이상의 정수는 클래스로 보입니다. 값이라면 여기에서 정하세요</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Values are</source>
   <translation>값의 크기 조정</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>How values are scaled</source>
   <translation>값의 크기 조정 방법</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>By the samples for training; predicting scales in the same way. Bytes of pictures become 0 to 1.</source>
   <translation>학습용 샘플을 기준으로 하며 예측할 때도 똑같이 조정합니다. 그림의 바이트는 0~1이 됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>File of arrays or table</source>
   <translation>배열 또는 표 파일</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Choose the {name}</source>
   <translation>{name} 고르기</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Type the table</source>
   <translation>표 입력</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>csv, tsv, npz or npy</source>
   <translation>csv, tsv, npz 또는 npy</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>one subfolder per class</source>
   <translation>클래스마다 하위 폴더 하나</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Choose the target</source>
   <translation>목표 고르기</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Name the classes</source>
   <translation>클래스 이름 지정</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>How many samples.</source>
   <translation>샘플 수.</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>How many classes; 0 for values.</source>
   <translation>클래스 수. 0이면 값입니다.</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Change the random data</source>
   <translation>난수 데이터 바꾸기</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Tell classes from values</source>
   <translation>클래스와 값 구분</translation>
  </message>
  <message>
   <extracomment>panels/data/source_details.py</extracomment>
   <source>Scale the values</source>
   <translation>값의 크기 바꾸기</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Reading image {done} of {count}…</source>
   <translation>이미지 {count}장 중 {done}장 읽는 중…</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source> ({count:,} shown)</source>
   <translation> ({count:,}개 표시)</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>{total:,} sample{plural}{shown}</source>
   <translation>샘플 {total:,}개{shown}</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>shape {shapes}</source>
   <translation>형태 {shapes}</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>{training:,} for training, {validation:,} for validation</source>
   <translation>학습용 {training:,}개, 검증용 {validation:,}개</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>one value per sample</source>
   <translation>샘플마다 값 하나</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>{count:,} values per sample</source>
   <translation>샘플마다 값 {count:,}개</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>What is shown</source>
   <translation>보여 줄 내용</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>No data yet</source>
   <translation>아직 데이터가 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Choose a source on the left.</source>
   <translation>왼쪽에서 출처를 고르세요.</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>No folder yet</source>
   <translation>아직 폴더가 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Choose a folder with one subfolder of images for each class.</source>
   <translation>클래스마다 이미지 하위 폴더가 하나씩 있는 폴더를 고르세요.</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Choose a table (.csv, .tsv) or a file of arrays (.npz, .npy).</source>
   <translation>표(.csv, .tsv)나 배열 파일(.npz, .npy)을 고르세요.</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Loading…</source>
   <translation>불러오는 중…</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>These data cannot be used</source>
   <translation>쓸 수 없는 데이터입니다</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Classes and their numbers of samples</source>
   <translation>클래스와 샘플 수</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Skipped files</source>
   <translation>건너뛴 파일</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Skipped files ({count})</source>
   <translation>건너뛴 파일 ({count})</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>columns standardized: {names}</source>
   <translation>열 표준화: {names}</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>one class</source>
   <translation>클래스 1개</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>{low:.4g} to {high:.4g}: {first:,} for training, {second:,} for validation</source>
   <translation>{low:.4g}~{high:.4g}: 학습용 {first:,}개, 검증용 {second:,}개</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Loading the data…</source>
   <translation>데이터를 불러오는 중…</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>training</source>
   <translation>학습용</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>validation</source>
   <translation>검증용</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Values</source>
   <translation>값</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>columns standardized</source>
   <translation>열 표준화됨</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>The samples as they are</source>
   <translation>샘플 그대로</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>Augmented</source>
   <translation>증강됨</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>What the augmentation makes of the selected sample</source>
   <translation>선택한 샘플이 증강으로 어떻게 바뀌는지</translation>
  </message>
  <message>
   <extracomment>panels/data/view.py</extracomment>
   <source>{name}: {training:,} for training, {validation:,} for validation</source>
   <translation>{name}: 학습용 {training:,}개, 검증용 {validation:,}개</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>as the model</source>
   <translation>모델대로</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>other</source>
   <translation>다른 값</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>0 to 1</source>
   <translation>0 ~ 1</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>−1 to 1</source>
   <translation>−1 ~ 1</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>0 to 255</source>
   <translation>0 ~ 255</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>Size</source>
   <translation>크기</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>Invert</source>
   <translation>반전</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>Height and width in pixels; empty takes those of the model's input.</source>
   <translation>높이와 너비(픽셀). 비우면 모델 입력의 크기를 씁니다.</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>Grey or RGB.</source>
   <translation>회색조 또는 RGB.</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>Stretch to the size, crop the middle, or pad with black.</source>
   <translation>크기에 맞춰 늘이기, 가운데 자르기, 또는 검은색 채우기.</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>Black and white become these numbers.</source>
   <translation>검은색과 흰색이 바뀔 숫자입니다.</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>Swap black and white, as for dark writing on white paper.</source>
   <translation>흰 종이의 검은 글씨처럼 흑백을 뒤집습니다.</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>stretch</source>
   <translation>늘이기</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>crop</source>
   <translation>자르기</translation>
  </message>
  <message>
   <extracomment>panels/fitting.py</extracomment>
   <source>pad</source>
   <translation>채우기</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>on {moment:%Y-%m-%d} at {moment:%H:%M}</source>
   <translation>{moment:%Y-%m-%d} {moment:%H:%M}</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>today at {moment:%H:%M}</source>
   <translation>오늘 {moment:%H:%M}</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>Unsaved work</source>
   <translation>저장하지 않은 작업</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>“{title}” was not saved</source>
   <translation>“{title}”이(가) 저장되지 않았습니다</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>Restore</source>
   <translation>복원</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>Open it as it was; the file itself changes only when you save</source>
   <translation>그때 모습 그대로 엽니다. 파일은 저장할 때만 바뀝니다</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>Restore {title}</source>
   <translation>{title} 복원</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>Discard</source>
   <translation>버리기</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>Delete what was kept</source>
   <translation>보관한 것을 지웁니다</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>Discard {title}</source>
   <translation>{title} 버리기</translation>
  </message>
  <message>
   <extracomment>panels/found_drafts.py</extracomment>
   <source>The program ended before it could be saved. Kept {when}, with {count}. {training}</source>
   <translation>저장하기 전에 프로그램이 종료되었습니다. {when}에 보관됨, {count}. {training}</translation>
  </message>
  <message>
   <extracomment>panels/gallery.py</extracomment>
   <source>Opening the page of layers</source>
   <translation>층 페이지 열기</translation>
  </message>
  <message>
   <extracomment>panels/gallery.py</extracomment>
   <source>The network takes no single picture.</source>
   <translation>이미지 한 장을 받는 신경망이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>panels/gallery.py</extracomment>
   <source>{folder} holds no pictures itself.</source>
   <translation>{folder} 폴더 바로 아래에 그림이 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>The values of the weight after each epoch</source>
   <translation>각 에포크 뒤의 가중치 값</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>Gradients</source>
   <translation>그래디언트</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>The gradient of the loss after each epoch, over some samples</source>
   <translation>각 에포크 뒤 일부 샘플로 구한 손실의 그래디언트</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>Keep histograms</source>
   <translation>히스토그램 저장</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>The setting Histograms of the training, under Advanced</source>
   <translation>학습 설정의 고급에 있는 히스토그램 항목</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>Keep histograms in the next training</source>
   <translation>다음 학습에서 히스토그램 저장</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>Weight that is shown</source>
   <translation>보여 줄 가중치</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>gradient of {name}</source>
   <translation>{name}의 그래디언트</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>No histograms of this run</source>
   <translation>이 학습의 히스토그램이 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>No histograms yet</source>
   <translation>아직 히스토그램이 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>They are kept in the next training and grow here epoch by epoch.</source>
   <translation>다음 학습에서 저장되어 에포크마다 여기에 쌓입니다.</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>A training can keep how the weights and gradients of each layer lie after every epoch.</source>
   <translation>에포크마다 각 층의 가중치와 그래디언트가 어떻게 퍼져 있는지 저장할 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>Histograms of {title}</source>
   <translation>{title}의 히스토그램</translation>
  </message>
  <message>
   <extracomment>panels/histograms.py</extracomment>
   <source>Epoch {first}: from {low} to {high}. Epoch {last}: from {lowest} to {highest}.</source>
   <translation>{first}번째 에포크: {low}부터 {high}까지. {last}번째 에포크: {lowest}부터 {highest}까지.</translation>
  </message>
  <message>
   <extracomment>panels/history.py</extracomment>
   <source>History of edits</source>
   <translation>편집 기록</translation>
  </message>
  <message>
   <extracomment>panels/history.py</extracomment>
   <source>As it was opened</source>
   <translation>열었을 때</translation>
  </message>
  <message>
   <extracomment>panels/layer_code.py</extracomment>
   <source>Keras code of the layer</source>
   <translation>층의 Keras 코드</translation>
  </message>
  <message>
   <extracomment>panels/layer_code.py</extracomment>
   <source>The layer as Keras code; Enter applies a change, Esc takes it back</source>
   <translation>층의 Keras 코드. Enter는 바꾼 내용을 적용하고 Esc는 되돌립니다</translation>
  </message>
  <message>
   <extracomment>panels/layer_code.py</extracomment>
   <source>Change the code of {layer}</source>
   <translation>{layer}의 코드 바꾸기</translation>
  </message>
  <message>
   <extracomment>panels/log.py</extracomment>
   <source>What the program does is noted here.</source>
   <translation>프로그램이 한 일이 여기에 기록됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/log.py</extracomment>
   <source>Copy the whole log</source>
   <translation>로그 전체 복사</translation>
  </message>
  <message>
   <extracomment>panels/log.py</extracomment>
   <source>Copy an error report: versions, last actions and the latest error</source>
   <translation>오류 보고서 복사: 버전, 최근 동작, 마지막 오류</translation>
  </message>
  <message>
   <extracomment>panels/log.py</extracomment>
   <source>Empty the log</source>
   <translation>로그 비우기</translation>
  </message>
  <message>
   <extracomment>panels/moments.py</extracomment>
   <source>d MMM, HH:mm</source>
   <translation>M월 d일 HH:mm</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Answers for the samples of the data</source>
   <translation>데이터 샘플에 대한 답</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Predicting the samples</source>
   <translation>샘플 예측</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Another table…</source>
   <translation>다른 표…</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Predict the rows of another table (.csv, .tsv) with the same columns</source>
   <translation>같은 열을 가진 다른 표(.csv, .tsv)의 행을 예측합니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Predict the rows of another table</source>
   <translation>다른 표의 행 예측하기</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Own data</source>
   <translation>원래 데이터</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Predict the samples of the data of the training again</source>
   <translation>학습 데이터의 샘플을 다시 예측하기</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Predicting what was typed</source>
   <translation>입력한 값 예측</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Another table</source>
   <translation>다른 표</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Tables ({pattern})</source>
   <translation>표 ({pattern})</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>{count:,} rows of {name}</source>
   <translation>{name}의 행 {count:,}개</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Choose a table with the columns of the training, or type a row.</source>
   <translation>학습 때와 같은 열이 있는 표를 고르거나 한 줄을 입력하세요.</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>Type the values of one sample.</source>
   <translation>샘플 하나의 값을 입력하세요.</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>{count:,} samples held back for validation</source>
   <translation>검증용 샘플 {count:,}개</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>{count:,} samples of the training</source>
   <translation>학습용 샘플 {count:,}개</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>No.</source>
   <translation>번호</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>{output}: label</source>
   <translation>{output}: 정답</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>{output}: true value</source>
   <translation>{output}: 참값</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>{output}: answer</source>
   <translation>{output}: 답</translation>
  </message>
  <message>
   <extracomment>panels/predict/answers.py</extracomment>
   <source>{output}: sure</source>
   <translation>{output}: 확신도</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>Looking for what speaks for a class</source>
   <translation>클래스의 근거 찾기</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>Class that is asked about</source>
   <translation>근거를 알아볼 클래스</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>Layer whose maps are weighed</source>
   <translation>특징 맵을 살필 층</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>Later layers see the meaning, earlier ones the place</source>
   <translation>뒤쪽 층은 의미를, 앞쪽 층은 위치를 봅니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>Strength of the heat map, in percent</source>
   <translation>히트맵의 진하기(%)</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>Bright places speak for “{name}” (Grad-CAM).</source>
   <translation>밝은 곳이 “{name}”의 근거입니다(Grad-CAM).</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>Nothing in the maps of this layer speaks for “{name}”.</source>
   <translation>이 층의 특징 맵에는 “{name}”의 근거가 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>Class</source>
   <translation>대상 클래스</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>Layer</source>
   <translation>대상 층</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>Heat map</source>
   <translation>히트맵</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>What speaks for it</source>
   <translation>판단 근거</translation>
  </message>
  <message>
   <extracomment>panels/predict/closer.py</extracomment>
   <source>The network has no maps of the image, so no heat map can be made.</source>
   <translation>이 신경망에는 이미지의 특징 맵이 없어 히트맵을 만들 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/predict/drop_zone.py</extracomment>
   <source>Images (*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff);;All files (*)</source>
   <translation>이미지 (*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff);;모든 파일 (*)</translation>
  </message>
  <message>
   <extracomment>panels/predict/drop_zone.py</extracomment>
   <source>Drop images here</source>
   <translation>여기에 이미지를 놓으세요</translation>
  </message>
  <message>
   <extracomment>panels/predict/drop_zone.py</extracomment>
   <source>Drop or paste images or a folder here</source>
   <translation>이미지나 폴더를 끌어 놓거나 붙여 넣으세요</translation>
  </message>
  <message>
   <extracomment>panels/predict/drop_zone.py</extracomment>
   <source>Choose images…</source>
   <translation>이미지 고르기…</translation>
  </message>
  <message>
   <extracomment>panels/predict/drop_zone.py</extracomment>
   <source>Choose image files to classify</source>
   <translation>분류할 이미지 파일 고르기</translation>
  </message>
  <message>
   <extracomment>panels/predict/drop_zone.py</extracomment>
   <source>Choose folder…</source>
   <translation>폴더 고르기…</translation>
  </message>
  <message>
   <extracomment>panels/predict/drop_zone.py</extracomment>
   <source>Classify all images of a folder</source>
   <translation>폴더의 모든 이미지 분류</translation>
  </message>
  <message>
   <extracomment>panels/predict/drop_zone.py</extracomment>
   <source>Draw…</source>
   <translation>그리기…</translation>
  </message>
  <message>
   <extracomment>panels/predict/drop_zone.py</extracomment>
   <source>Draw an image with the pointer, such as a digit</source>
   <translation>숫자 같은 이미지를 포인터로 그립니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/drop_zone.py</extracomment>
   <source>Choose images</source>
   <translation>이미지 고르기</translation>
  </message>
  <message>
   <extracomment>panels/predict/foot.py</extracomment>
   <source>Images classified</source>
   <translation>분류한 이미지</translation>
  </message>
  <message>
   <extracomment>panels/predict/foot.py</extracomment>
   <source>Stop classifying; what is done stays</source>
   <translation>분류를 멈춥니다. 끝난 것은 남습니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/foot.py</extracomment>
   <source>Clear</source>
   <translation>비우기</translation>
  </message>
  <message>
   <extracomment>panels/predict/foot.py</extracomment>
   <source>Empty the table</source>
   <translation>표 비우기</translation>
  </message>
  <message>
   <extracomment>panels/predict/foot.py</extracomment>
   <source>Save CSV…</source>
   <translation>CSV 저장…</translation>
  </message>
  <message>
   <extracomment>panels/predict/foot.py</extracomment>
   <source>Save the table as CSV</source>
   <translation>표를 CSV로 저장</translation>
  </message>
  <message>
   <extracomment>panels/predict/foot.py</extracomment>
   <source>The table is empty.</source>
   <translation>표가 비어 있습니다.</translation>
  </message>
  <message>
   <extracomment>panels/predict/foot.py</extracomment>
   <source>There is no finished table yet.</source>
   <translation>아직 완성된 표가 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/predict/handed.py</extracomment>
   <source>pasted</source>
   <translation>붙여 넣음</translation>
  </message>
  <message>
   <extracomment>panels/predict/heat_picture.py</extracomment>
   <source>The image as the network saw it, with what speaks for the class</source>
   <translation>신경망이 본 이미지와 클래스의 근거</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>Use trained model</source>
   <translation>학습한 모델 쓰기</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>Use the model that was trained last</source>
   <translation>마지막으로 학습한 모델을 씁니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>Open model…</source>
   <translation>모델 열기…</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>Open a trained Keras model</source>
   <translation>학습된 Keras 모델을 엽니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>input {shape}  ·  {count} class{plural}  ·  {path}</source>
   <translation>입력 {shape}  ·  클래스 {count}개  ·  {path}</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>Nothing has been trained yet.</source>
   <translation>아직 학습한 것이 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>No model yet</source>
   <translation>아직 모델이 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>Train the network, or open a trained Keras model (.keras, .h5) to classify images.</source>
   <translation>신경망을 학습시키거나, 학습된 Keras 모델(.keras, .h5)을 열어 이미지를 분류하세요.</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>{wanted} cannot classify images</source>
   <translation>{wanted}: 이미지를 분류할 수 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>Below stands why. Predict takes images: train or open a network for them.</source>
   <translation>이유는 아래를 보세요. 예측은 이미지를 다룹니다. 이미지용 신경망을 학습시키거나 여세요.</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>No model</source>
   <translation>모델 없음</translation>
  </message>
  <message>
   <extracomment>panels/predict/model_head.py</extracomment>
   <source>Its input, its classes and its file stand here.</source>
   <translation>입력과 클래스, 파일이 여기에 표시됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/predict/options.py</extracomment>
   <source>Options of prediction</source>
   <translation>예측 옵션</translation>
  </message>
  <message>
   <extracomment>panels/predict/options.py</extracomment>
   <source>Classes told for each image</source>
   <translation>이미지마다 표시할 클래스 수</translation>
  </message>
  <message>
   <extracomment>panels/predict/options.py</extracomment>
   <source>How many of the likeliest classes are shown for each image</source>
   <translation>이미지마다 가능성이 높은 클래스를 몇 개 표시할지 정합니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/options.py</extracomment>
   <source>Likeliest classes</source>
   <translation>상위 클래스 수</translation>
  </message>
  <message>
   <extracomment>panels/predict/options.py</extracomment>
   <source>Class names, one per line</source>
   <translation>클래스 이름, 한 줄에 하나씩</translation>
  </message>
  <message>
   <extracomment>panels/predict/options.py</extracomment>
   <source>Images are fitted</source>
   <translation>이미지 맞춤</translation>
  </message>
  <message>
   <extracomment>panels/predict/options.py</extracomment>
   <source>Answer</source>
   <translation>답</translation>
  </message>
  <message>
   <extracomment>panels/predict/options.py</extracomment>
   <source>; no line may be empty</source>
   <translation>; 빈 줄이 있으면 안 됩니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/options.py</extracomment>
   <source>The model tells {classes} classes, but there are {names} names{empty}.</source>
   <translation>모델의 클래스는 {classes}개인데 이름은 {names}개입니다{empty}.</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>Keras models (*.keras *.h5 *.hdf5 saved_model.pb model.json)</source>
   <translation>Keras 모델 (*.keras *.h5 *.hdf5 saved_model.pb model.json)</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>Opening the model</source>
   <translation>모델 여는 중</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>Opening {name}…</source>
   <translation>{name} 여는 중…</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>Open a model</source>
   <translation>모델 열기</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>Save table</source>
   <translation>표 저장</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>Tables (*.csv)</source>
   <translation>표 (*.csv)</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>Predicting the samples…</source>
   <translation>샘플 예측 중…</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>Looking for images…</source>
   <translation>이미지 찾는 중…</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>{done} of {count} images</source>
   <translation>이미지 {count}장 중 {done}장</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>{count} image{plural} classified</source>
   <translation>이미지 {count}장 분류함</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>All get nearly the same answer: perhaps the network has learned from other values. Try the other choices of Values at the right.</source>
   <translation>모든 이미지의 답이 거의 같습니다. 신경망이 다른 범위의 값으로 학습했을 수 있으니 오른쪽 ‘값’에서 다른 것을 골라 보세요.</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>Open a model first.</source>
   <translation>먼저 모델을 여세요.</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>It takes no single image, but rows of a table.</source>
   <translation>이미지 한 장이 아니라 표의 행을 받는 모델입니다.</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>It takes no single image, so it predicts the samples of its data.</source>
   <translation>이미지 한 장을 받는 모델이 아니므로 데이터의 샘플을 예측합니다.</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>{skipped} skipped</source>
   <translation>{skipped}장 건너뜀</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>The clipboard holds no image and no files.</source>
   <translation>클립보드에 이미지나 파일이 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>Cancelled: {done}</source>
   <translation>취소됨: {done}</translation>
  </message>
  <message>
   <extracomment>panels/predict/panel.py</extracomment>
   <source>drawing</source>
   <translation>그린 그림</translation>
  </message>
  <message>
   <extracomment>panels/predict/sketch_pad.py</extracomment>
   <source>Empty the drawing</source>
   <translation>그림을 비웁니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/sketch_pad.py</extracomment>
   <source>Close</source>
   <translation>닫기</translation>
  </message>
  <message>
   <extracomment>panels/predict/sketch_pad.py</extracomment>
   <source>Put the drawing away</source>
   <translation>그리기를 닫습니다</translation>
  </message>
  <message>
   <extracomment>panels/predict/sketch_pad.py</extracomment>
   <source>Sheet for drawing</source>
   <translation>그리는 곳</translation>
  </message>
  <message>
   <extracomment>panels/predict/sketch_pad.py</extracomment>
   <source>Draw here; after every stroke the network says what it sees.</source>
   <translation>여기에 그리세요. 한 획을 그을 때마다 신경망이 무엇으로 보이는지 말합니다.</translation>
  </message>
  <message>
   <extracomment>panels/predict/table.py</extracomment>
   <source>Image</source>
   <translation>이미지 </translation>
  </message>
  <message>
   <extracomment>panels/predict/table.py</extracomment>
   <source>File</source>
   <translation>파일</translation>
  </message>
  <message>
   <extracomment>panels/predict/table.py</extracomment>
   <source>Prediction</source>
   <translation>예측값</translation>
  </message>
  <message>
   <extracomment>panels/predict/table.py</extracomment>
   <source>Time</source>
   <translation>시간</translation>
  </message>
  <message>
   <extracomment>panels/predict/table.py</extracomment>
   <source>{milliseconds:.1f} ms</source>
   <translation>{milliseconds:.1f} ms</translation>
  </message>
  <message>
   <extracomment>panels/predict/table.py</extracomment>
   <source>skipped: {reason}</source>
   <translation>건너뜀: {reason}</translation>
  </message>
  <message>
   <extracomment>panels/predict/table.py</extracomment>
   <source>Predictions</source>
   <translation>예측 결과</translation>
  </message>
  <message>
   <extracomment>panels/predict/table.py</extracomment>
   <source>taken as it is</source>
   <translation>그대로 사용</translation>
  </message>
  <message>
   <extracomment>panels/predict/table.py</extracomment>
   <source>Skipped: {reason}</source>
   <translation>건너뛰었습니다: {reason}</translation>
  </message>
  <message>
   <extracomment>panels/predict/typed_row.py</extracomment>
   <source>{count} values with commas between them: {names}</source>
   <translation>쉼표로 나눈 값 {count}개: {names}</translation>
  </message>
  <message>
   <extracomment>panels/predict/typed_row.py</extracomment>
   <source>Values of one sample, with commas between them</source>
   <translation>샘플 하나의 값, 쉼표로 나눔</translation>
  </message>
  <message>
   <extracomment>panels/predict/typed_row.py</extracomment>
   <source>Predict from the values that are typed (Enter)</source>
   <translation>입력한 값으로 예측합니다(Enter)</translation>
  </message>
  <message>
   <extracomment>panels/predict/typed_row.py</extracomment>
   <source>type values: {names}</source>
   <translation>값 입력: {names}</translation>
  </message>
  <message>
   <extracomment>panels/problems.py</extracomment>
   <source>No problems</source>
   <translation>문제가 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/problems.py</extracomment>
   <source>The drawing is complete and every shape fits.</source>
   <translation>그림이 완성되었고 모든 형태가 맞습니다.</translation>
  </message>
  <message>
   <extracomment>panels/problems.py</extracomment>
   <source>Nothing drawn yet</source>
   <translation>아직 그린 것이 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/problems.py</extracomment>
   <source>Problems of the network will be listed here while you draw.</source>
   <translation>그리는 동안 신경망의 문제가 여기에 나열됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/problems.py</extracomment>
   <source>Click to go to the layer.</source>
   <translation>누르면 그 층으로 갑니다.</translation>
  </message>
  <message>
   <extracomment>panels/problems_list.py</extracomment>
   <source>Repairs the problem in one step that can be undone; pointing at it shows the result.</source>
   <translation>한 번에 고치며 되돌릴 수 있습니다. 가리키면 결과를 미리 보여 줍니다.</translation>
  </message>
  <message>
   <extracomment>panels/problems_list.py</extracomment>
   <source>Repair: {title}</source>
   <translation>고치기: {title}</translation>
  </message>
  <message>
   <extracomment>panels/problems_list.py</extracomment>
   <source>All repairs of this problem</source>
   <translation>이 문제를 고치는 모든 방법</translation>
  </message>
  <message>
   <extracomment>panels/problems_list.py</extracomment>
   <source>List of problems</source>
   <translation>문제 목록</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>result {output_bytes} for one sample</source>
   <translation>결과는 샘플 하나당 {output_bytes}</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Change {setting} of {layer}</source>
   <translation>{layer}의 {setting} 바꾸기</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>weights {weight_bytes}, {result}</source>
   <translation>가중치 {weight_bytes}, {result}</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>not known yet</source>
   <translation>아직 모름</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Nothing selected</source>
   <translation>선택한 것 없음</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Click a layer on the canvas to see its settings and shapes here.</source>
   <translation>캔버스에서 층을 누르면 설정과 형태가 여기에 표시됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Settings of the selected layer</source>
   <translation>선택한 층의 설정</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Settings as read from the file</source>
   <translation>파일에서 읽은 설정</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Kind of layer</source>
   <translation>층의 종류</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Layer name</source>
   <translation>층 이름</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>The layer's name, unique in the drawing (F2). Enter applies it.</source>
   <translation>층의 이름으로, 그림 안에서 하나뿐이어야 합니다 (F2). Enter를 누르면 적용됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Name</source>
   <translation>이름</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>It lets its input through unchanged. B switches it on again, with its settings as they were.</source>
   <translation>입력을 그대로 통과시킵니다. B를 누르면 이전 설정 그대로 다시 켜집니다.</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>not known</source>
   <translation>모름</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>called {calls} times with one set of weights</source>
   <translation>가중치 한 벌로 {calls}번 호출</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>weights {weight_bytes}</source>
   <translation>가중치 {weight_bytes}</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source> ({frozen:,} not trained)</source>
   <translation> ({frozen:,}개는 학습 안 함)</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Output</source>
   <translation>출력</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Axes</source>
   <translation>축</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Memory</source>
   <translation>메모리</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Shared</source>
   <translation>공유</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>nested {class_name} model</source>
   <translation>중첩된 {class_name} 모델</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Its layers, as they follow (Ctrl+Shift+G takes them out):</source>
   <translation>안의 층을 순서대로 (Ctrl+Shift+G로 꺼냄):</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>{multiply_adds:,} for one sample</source>
   <translation>샘플 하나당 {multiply_adds:,}</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Give {setting} of {layer} by a formula</source>
   <translation>{layer}의 {setting}을(를) 수식으로</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>There is already a layer called “{name}”: choose another name.</source>
   <translation>“{name}”(이)라는 층이 이미 있습니다. 다른 이름을 고르세요.</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Rename {layer} to {name}</source>
   <translation>{layer}의 이름을 {name}(으)로 바꾸기</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>Layers inside</source>
   <translation>안에 든 층</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>bypassed</source>
   <translation>우회됨</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>A layer needs a name.</source>
   <translation>층에는 이름이 있어야 합니다.</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>not known to this program</source>
   <translation>이 프로그램이 알지 못함</translation>
  </message>
  <message>
   <extracomment>panels/properties.py</extracomment>
   <source>A layer's name must not contain “/”.</source>
   <translation>층 이름에는 “/”를 쓸 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/properties_several.py</extracomment>
   <source>They differ: {words}{more}</source>
   <translation>서로 다름: {words}{more}</translation>
  </message>
  <message>
   <extracomment>panels/properties_several.py</extracomment>
   <source>Change {setting} of {count} layers</source>
   <translation>층 {count}개의 {setting} 바꾸기</translation>
  </message>
  <message>
   <extracomment>panels/properties_several.py</extracomment>
   <source>Give {setting} of {count} layers by a formula</source>
   <translation>층 {count}개의 {setting}을(를) 수식으로 지정</translation>
  </message>
  <message>
   <extracomment>panels/properties_several.py</extracomment>
   <source>an unknown number of</source>
   <translation>알 수 없는 수</translation>
  </message>
  <message>
   <extracomment>panels/properties_several.py</extracomment>
   <source>Settings of the selected layers</source>
   <translation>선택한 층들의 설정</translation>
  </message>
  <message>
   <extracomment>panels/properties_several.py</extracomment>
   <source>{count} layers selected</source>
   <translation>층 {count}개 선택됨</translation>
  </message>
  <message>
   <extracomment>panels/properties_several.py</extracomment>
   <source>A change goes to all of them.</source>
   <translation>바꾸면 모두에 적용됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/properties_several.py</extracomment>
   <source>They have no settings in common.</source>
   <translation>공통된 설정이 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/properties_several.py</extracomment>
   <source>Together: {parameters} parameters, {products} multiply-adds for one sample, weights of {total}.</source>
   <translation>합계: 파라미터 {parameters}, 샘플 하나당 곱셈-덧셈 {products}, 가중치 {total}.</translation>
  </message>
  <message>
   <extracomment>panels/results/matrix.py</extracomment>
   <source>{count:,} of “{truth}” taken for “{said}”</source>
   <translation>“{truth}” 가운데 {count:,}개를 “{said}”(으)로 예측</translation>
  </message>
  <message>
   <extracomment>panels/results/matrix.py</extracomment>
   <source>Confusion matrix: classes down, answers across</source>
   <translation>혼동 행렬: 세로는 정답, 가로는 예측</translation>
  </message>
  <message>
   <extracomment>panels/results/matrix.py</extracomment>
   <source>taken for “{name}”</source>
   <translation>“{name}”(으)로 예측한 것</translation>
  </message>
  <message>
   <extracomment>panels/results/matrix.py</extracomment>
   <source>The share of the samples of a class that were found</source>
   <translation>한 클래스의 샘플 가운데 찾아낸 비율</translation>
  </message>
  <message>
   <extracomment>panels/results/matrix.py</extracomment>
   <source>The share of the answers “this class” that were right</source>
   <translation>이 클래스로 예측한 것 가운데 맞은 비율</translation>
  </message>
  <message>
   <extracomment>panels/results/matrix.py</extracomment>
   <source>The harmonic mean of recall and precision</source>
   <translation>재현율과 정밀도의 조화 평균</translation>
  </message>
  <message>
   <extracomment>panels/results/matrix.py</extracomment>
   <source>samples of “{name}”</source>
   <translation>“{name}” 샘플</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>Evaluating the model</source>
   <translation>모델 평가</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>All mistakes</source>
   <translation>모든 오답</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>Show the mistakes of all classes, the worst first</source>
   <translation>모든 클래스의 오답을 심한 것부터 보기</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>Evaluating the model…</source>
   <translation>모델을 평가하는 중…</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>{share} of {count:,} samples held back for validation are right</source>
   <translation>검증용 샘플 {count:,}개 가운데 {share}가 맞습니다</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>{share} of {count:,} samples of the training are right</source>
   <translation>학습 샘플 {count:,}개 가운데 {share}가 맞습니다</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>No results by class</source>
   <translation>클래스별 결과가 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>{truth} → {said}, {sure:.0%}</source>
   <translation>{truth} → {said}, {sure:.0%}</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>No results yet</source>
   <translation>아직 결과가 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>After a training this shows which classes are taken for which, and the worst mistakes.</source>
   <translation>학습이 끝나면 어떤 클래스를 무엇으로 잘못 예측했는지와 가장 심한 오답을 보여 줍니다.</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>A double click or Enter shows what the layers make of a sample</source>
   <translation>두 번 누르거나 Enter를 누르면 각 층이 샘플을 어떻게 처리하는지 보여 줍니다</translation>
  </message>
  <message>
   <extracomment>panels/results/panel.py</extracomment>
   <source>{count:,} mistakes, the worst first</source>
   <translation>오답 {count:,}개, 심한 것부터</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Rename run</source>
   <translation>실행 이름 바꾸기</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Name of the run</source>
   <translation>실행의 이름</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Deleted {names}; Bring back in the list of runs undoes it.</source>
   <translation>{names}을(를) 삭제했습니다. 실행 목록에서 되살릴 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Select one run first.</source>
   <translation>먼저 실행을 하나 선택하세요.</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Select a run first.</source>
   <translation>먼저 실행을 선택하세요.</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>No run has been deleted since the window was opened.</source>
   <translation>창을 연 뒤로 삭제한 실행이 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>{folder}: no program is set up to show folders.</source>
   <translation>{folder}: 폴더를 보여 줄 프로그램이 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>It is still running.</source>
   <translation>아직 학습 중입니다.</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Rename…</source>
   <translation>이름 바꾸기…</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Take over its settings</source>
   <translation>설정 가져오기</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Open its drawing and settings</source>
   <translation>그림과 설정 열기</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Open folder</source>
   <translation>폴더 열기</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Delete</source>
   <translation>삭제</translation>
  </message>
  <message>
   <extracomment>panels/run_deeds.py</extracomment>
   <source>Bring back what was deleted last</source>
   <translation>마지막으로 삭제한 것 되살리기</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>This run is under way</source>
   <translation>실행 중입니다</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>This run has finished</source>
   <translation>끝난 실행입니다</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>This run was stopped</source>
   <translation>중지된 실행입니다</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>This run has failed</source>
   <translation>실패한 실행입니다</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>This run was interrupted</source>
   <translation>중단된 실행입니다</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>1 epoch</source>
   <translation>에포크 1개</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>{count} epochs</source>
   <translation>에포크 {count}개</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>Reading the run</source>
   <translation>실행 읽는 중</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>No runs yet</source>
   <translation>아직 실행이 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>Every training is kept here with its curves and its weights.</source>
   <translation>모든 학습이 곡선과 가중치와 함께 여기에 보관됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>Show curves</source>
   <translation>곡선 보기</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>Show the curves of the selected run</source>
   <translation>선택한 실행의 곡선을 봅니다</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>Show the selected run in TensorBoard</source>
   <translation>선택한 실행을 TensorBoard로 봅니다</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>This run has no logs for TensorBoard: tick them among the callbacks before training.</source>
   <translation>이 실행에는 TensorBoard 기록이 없습니다. 학습 전에 콜백에서 켜세요.</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>TensorBoard is not installed: pip install tensorboard</source>
   <translation>TensorBoard가 설치되어 있지 않습니다: pip install tensorboard</translation>
  </message>
  <message>
   <extracomment>panels/runs.py</extracomment>
   <source>TensorBoard answers at {address}.</source>
   <translation>TensorBoard 주소: {address}</translation>
  </message>
  <message>
   <extracomment>panels/samples.py</extracomment>
   <source>Label</source>
   <translation>레이블</translation>
  </message>
  <message>
   <extracomment>panels/samples.py</extracomment>
   <source>Part</source>
   <translation>용도</translation>
  </message>
  <message>
   <extracomment>panels/samples.py</extracomment>
   <source>Sample {numbers}: {labels} ({split})</source>
   <translation>샘플 {numbers}: {labels} ({split})</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Start</source>
   <translation>시작</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Handwritten digits</source>
   <translation>손글씨 숫자</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>A small convolutional network and 1,797 real images, 20 of them kept for Predict. Press Train and watch it learn in seconds.</source>
   <translation>작은 합성곱 신경망과 실제 이미지 1,797장(20장은 예측용). 학습을 누르면 몇 초 만에 배웁니다.</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Blank canvas</source>
   <translation>빈 캔버스</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Build your own network, layer by layer.</source>
   <translation>층을 하나씩 쌓아 나만의 신경망을 만듭니다.</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Open a project or a model…</source>
   <translation>프로젝트나 모델 열기…</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>A Layerloom project or a Keras model: .keras, .h5, SavedModel, JSON or YAML (Ctrl+O)</source>
   <translation>Layerloom 프로젝트나 Keras 모델: .keras, .h5, SavedModel, JSON, YAML (Ctrl+O)</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Open a project or a model</source>
   <translation>프로젝트나 모델 열기</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Open {name}</source>
   <translation>{name} 열기</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Try it</source>
   <translation>체험하기</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Start from a template</source>
   <translation>템플릿으로 시작</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Trained Keras models (.keras, .h5) are drawn and ready to classify images.</source>
   <translation>학습된 Keras 모델(.keras, .h5)은 그림으로 열리고 바로 이미지를 분류할 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>panels/start_page.py</extracomment>
   <source>Files you open or save will be listed here.</source>
   <translation>열거나 저장한 파일이 여기에 나열됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/tensorboard.py</extracomment>
   <source>TensorBoard has ended: {said}</source>
   <translation>TensorBoard가 끝났습니다: {said}</translation>
  </message>
  <message>
   <extracomment>panels/tensorboard.py</extracomment>
   <source>Starting TensorBoard</source>
   <translation>TensorBoard 시작하는 중</translation>
  </message>
  <message>
   <extracomment>panels/tour_offer.py</extracomment>
   <source>New here? A short tour leads from a sample to a trained network.</source>
   <translation>처음이신가요? 예제를 열어 신경망을 학습시키는 과정을 짧게 안내해 드립니다.</translation>
  </message>
  <message>
   <extracomment>panels/tour_offer.py</extracomment>
   <source>No, thanks</source>
   <translation>괜찮아요</translation>
  </message>
  <message>
   <extracomment>panels/tour_offer.py</extracomment>
   <source>Show me</source>
   <translation>안내 보기</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Making epoch {epoch} the result…</source>
   <translation>에폭 {epoch}을(를) 결과로 만드는 중…</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Checkpoints of this run</source>
   <translation>이 학습의 체크포인트</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>What ModelCheckpoint has kept of this run, the newest first</source>
   <translation>이 학습에서 ModelCheckpoint가 저장한 것, 새것부터</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Use</source>
   <translation>사용</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Use this checkpoint</source>
   <translation>이 체크포인트 사용</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Epoch {number}</source>
   <translation>{number}번째 에포크</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Wait until the model is written.</source>
   <translation>모델을 다 쓸 때까지 기다리세요.</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>The next training goes on from epoch {epoch}.</source>
   <translation>다음 학습은 {epoch}번째 에포크에서 이어집니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Make it the result of the run</source>
   <translation>이 학습의 결과로 쓰기</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Predictions, Save model and Weights then use this epoch</source>
   <translation>그러면 예측, 모델 저장, 가중치가 이 에포크를 씁니다</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Train on from here</source>
   <translation>여기서부터 이어서 학습</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>The next training begins with these weights</source>
   <translation>다음 학습이 이 가중치로 시작합니다</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Save as a model…</source>
   <translation>모델로 저장…</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>The whole network with these weights</source>
   <translation>이 가중치를 가진 신경망 전체</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>The result of the run is that of epoch {epoch} now.</source>
   <translation>이제 이 학습의 결과는 {epoch}번째 에포크입니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/checkpoints.py</extracomment>
   <source>Saved {target}.</source>
   <translation>{target}을(를) 저장했습니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/choices.py</extracomment>
   <source>Share of right answers; which kind follows from the loss.</source>
   <translation>정답 비율. 종류는 손실에 따라 정해집니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>No training is running.</source>
   <translation>학습 중이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Ready to train</source>
   <translation>학습할 준비가 됨</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Training now</source>
   <translation>학습 중</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Paused</source>
   <translation>일시 정지됨</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Stopping…</source>
   <translation>멈추는 중…</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Finished</source>
   <translation>끝남</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Failed</source>
   <translation>실패</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>The run is already stopping.</source>
   <translation>이미 멈추는 중입니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>{time} ago</source>
   <translation>{time} 전</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>There is no trained model yet.</source>
   <translation>아직 학습한 모델이 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Message</source>
   <translation>메시지</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Start training</source>
   <translation>학습 시작</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Pause</source>
   <translation>일시 정지</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Pause training</source>
   <translation>학습 일시 정지</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Stop</source>
   <translation>정지</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Stop training</source>
   <translation>학습 정지</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Epochs done</source>
   <translation>끝난 에포크</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Batches done in this epoch</source>
   <translation>이 에포크에서 끝난 배치</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Save model…</source>
   <translation>모델 저장…</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Save the trained model</source>
   <translation>학습한 모델 저장</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Best weights…</source>
   <translation>가장 좋은 가중치…</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Last weights…</source>
   <translation>마지막 가중치…</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Stopped</source>
   <translation>멈춤</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>{state}, {number} of {count}</source>
   <translation>{state}, {count}개 가운데 {number}번째</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Train the model as drawn (F5)</source>
   <translation>그린 모델을 학습시킵니다 (F5)</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>A training is running; stop it first.</source>
   <translation>학습 중입니다. 먼저 멈추세요.</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Go on with training (F6)</source>
   <translation>학습을 재개합니다 (F6)</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Hold training after this batch (F6)</source>
   <translation>이 배치까지 마치고 학습을 일시 정지합니다 (F6)</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>End training and keep what it learned (Shift+F5)</source>
   <translation>학습을 끝내고 학습한 내용을 남깁니다 (Shift+F5)</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Checkpoint {when}: {path}</source>
   <translation>체크포인트 {when}: {path}</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Stop the run first, or wait for its end.</source>
   <translation>먼저 실행을 멈추거나 끝나기를 기다리세요.</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>A Keras file (.h5 or .keras), also for classifying images</source>
   <translation>Keras 파일(.h5 또는 .keras)로, 이미지 분류에도 쓸 수 있습니다</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Resume</source>
   <translation>재개</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Resume training</source>
   <translation>학습 재개</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>epoch {epoch} of {epochs}</source>
   <translation>에포크 {epoch}/{epochs}</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>batch {batch} of {batches}</source>
   <translation>배치 {batch}/{batches}</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>{speed:,.0f} samples/s</source>
   <translation>초당 샘플 {speed:,.0f}개</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>{eta} left</source>
   <translation>{eta} 남음</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Best weights (epoch {best})…</source>
   <translation>가장 좋은 가중치({best}번째 에포크)…</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Last weights (epoch {last})…</source>
   <translation>마지막 가중치({last}번째 에포크)…</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>Tick ModelCheckpoint with “save best only” to keep the best weights.</source>
   <translation>가장 좋은 가중치를 남기려면 ModelCheckpoint를 켜고 “save best only”를 선택하세요.</translation>
  </message>
  <message>
   <extracomment>panels/training/controls.py</extracomment>
   <source>batch 0000 of 0000</source>
   <translation>배치 0000/0000</translation>
  </message>
  <message>
   <extracomment>panels/training/epoch_table.py</extracomment>
   <source>Epoch</source>
   <translation>에포크 번호</translation>
  </message>
  <message>
   <extracomment>panels/training/epoch_table.py</extracomment>
   <source>; the best epoch so far</source>
   <translation>; 지금까지 가장 좋은 에포크</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Whether classes with few samples count as much as those with many; of use where one class is rare.</source>
   <translation>샘플이 적은 클래스도 많은 클래스만큼 중요하게 볼지 정합니다. 드문 클래스가 있을 때 유용합니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>The same seed gives the same curve.</source>
   <translation>시드가 같으면 곡선도 같습니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Whether histograms of all weights and gradients are kept after every epoch, for Histograms.</source>
   <translation>에포크마다 모든 가중치와 그래디언트의 히스토그램을 저장해 히스토그램 창에서 볼지 정합니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Batches that are validated with after every epoch; empty for all that are held back.</source>
   <translation>에포크마다 검증에 쓰는 배치 수. 비우면 떼어 둔 것을 모두 씁니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Threads that change pictures for the next batches meanwhile, where there is augmentation; 0 waits for each.</source>
   <translation>증강을 할 때 다음 배치의 그림을 미리 바꾸는 스레드 수. 0이면 그때그때 기다립니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Batches of changed pictures that may be ready ahead.</source>
   <translation>미리 만들어 둘 수 있는 배치 수.</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Batch size</source>
   <translation>배치 크기</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Balance classes</source>
   <translation>클래스 균형 맞추기</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Steps per epoch</source>
   <translation>에포크당 스텝 수</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Validation steps</source>
   <translation>검증 스텝 수</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Workers</source>
   <translation>작업 스레드 수</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Max queue size</source>
   <translation>최대 대기 배치 수</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>How often to go through the data.</source>
   <translation>전체 데이터를 몇 번 반복할지 정합니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Samples per step.</source>
   <translation>한 스텝에 쓰는 샘플 수.</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Whether every epoch sees the data in another order.</source>
   <translation>에포크마다 데이터의 순서를 바꿀지 정합니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/fields.py</extracomment>
   <source>Batches of an epoch; empty for as many as the data have.</source>
   <translation>한 에포크의 배치 수. 비우면 데이터 전체를 씁니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/model_work.py</extracomment>
   <source>Save model</source>
   <translation>모델 저장</translation>
  </message>
  <message>
   <extracomment>panels/training/model_work.py</extracomment>
   <source>Keras models (*.h5 *.keras)</source>
   <translation>Keras 모델 (*.h5 *.keras)</translation>
  </message>
  <message>
   <extracomment>panels/training/model_work.py</extracomment>
   <source>Working on a model</source>
   <translation>모델 작업</translation>
  </message>
  <message>
   <extracomment>panels/training/model_work.py</extracomment>
   <source>Work on a model goes on</source>
   <translation>모델 작업이 진행 중입니다</translation>
  </message>
  <message>
   <extracomment>panels/training/model_work.py</extracomment>
   <source>Cancel the work on a model</source>
   <translation>모델 작업 취소</translation>
  </message>
  <message>
   <extracomment>panels/training/model_work.py</extracomment>
   <source>Cancelled; nothing was written.</source>
   <translation>취소했습니다. 아무것도 쓰지 않았습니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/output_losses.py</extracomment>
   <source>Set the weight of the loss of {name}</source>
   <translation>{name} 손실의 가중치 정하기</translation>
  </message>
  <message>
   <extracomment>panels/training/output_losses.py</extracomment>
   <source>A loss counts by a number from 0 up.</source>
   <translation>손실의 가중치는 0 이상의 수입니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/output_losses.py</extracomment>
   <source>Outputs</source>
   <translation>각 출력</translation>
  </message>
  <message>
   <extracomment>panels/training/output_losses.py</extracomment>
   <source>What each output is judged by, and how much that counts in the whole loss.</source>
   <translation>출력마다 쓸 손실과, 전체 손실에서 차지하는 비중을 정합니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/output_losses.py</extracomment>
   <source>Loss of the output {name}</source>
   <translation>출력 {name}의 손실</translation>
  </message>
  <message>
   <extracomment>panels/training/output_losses.py</extracomment>
   <source>By default the loss above, or if this output learns something of the other kind, the usual one of classes or of values</source>
   <translation>기본값은 위의 손실입니다. 이 출력의 종류가 다르면 분류나 값에 흔히 쓰는 손실입니다</translation>
  </message>
  <message>
   <extracomment>panels/training/output_losses.py</extracomment>
   <source>by default</source>
   <translation>기본값</translation>
  </message>
  <message>
   <extracomment>panels/training/output_losses.py</extracomment>
   <source>How much the loss of {name} counts</source>
   <translation>{name} 손실의 비중</translation>
  </message>
  <message>
   <extracomment>panels/training/output_losses.py</extracomment>
   <source>Choose the loss of {name}</source>
   <translation>{name}의 손실 고르기</translation>
  </message>
  <message>
   <extracomment>panels/training/panel.py</extracomment>
   <source>What is trained, how and for how long</source>
   <translation>무엇을 어떻게 얼마나 학습할지</translation>
  </message>
  <message>
   <extracomment>panels/training/panel.py</extracomment>
   <source>The values of every epoch</source>
   <translation>에포크마다의 값</translation>
  </message>
  <message>
   <extracomment>panels/training/panel.py</extracomment>
   <source>What was trained before</source>
   <translation>이전에 학습한 것</translation>
  </message>
  <message>
   <extracomment>panels/training/panel.py</extracomment>
   <source>Part of the panel</source>
   <translation>패널의 쪽</translation>
  </message>
  <message>
   <extracomment>panels/training/panel.py</extracomment>
   <source>Training settings</source>
   <translation>학습 설정값</translation>
  </message>
  <message>
   <extracomment>panels/training/rate_preview.py</extracomment>
   <source>Learning rate from {first} to {last}</source>
   <translation>학습률 {first}에서 {last}까지</translation>
  </message>
  <message>
   <extracomment>panels/training/rate_preview.py</extracomment>
   <source>{count} steps</source>
   <translation>스텝 {count}개</translation>
  </message>
  <message>
   <extracomment>panels/training/rate_preview.py</extracomment>
   <source>Learning rate over the training</source>
   <translation>학습 동안의 학습률</translation>
  </message>
  <message>
   <extracomment>panels/training/rate_row.py</extracomment>
   <source>Learning rate of this run</source>
   <translation>이번 학습의 학습률</translation>
  </message>
  <message>
   <extracomment>panels/training/rate_row.py</extracomment>
   <source>Another learning rate for the rest of this run; the settings stay as they are</source>
   <translation>이번 학습의 남은 기간에 쓸 학습률. 설정은 그대로 둡니다</translation>
  </message>
  <message>
   <extracomment>panels/training/rate_row.py</extracomment>
   <source>Learning rate now</source>
   <translation>지금 학습률</translation>
  </message>
  <message>
   <extracomment>panels/training/rate_row.py</extracomment>
   <source>A learning rate must be above 0, got {value:g}.</source>
   <translation>학습률은 0보다 커야 하는데 {value:g}입니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/remedy_row.py</extracomment>
   <source>{remedy}, and train again</source>
   <translation>{remedy} 후 다시 학습</translation>
  </message>
  <message>
   <extracomment>panels/training/remedy_row.py</extracomment>
   <source>Changes the optimizer's settings (can be undone) and starts the training</source>
   <translation>옵티마이저 설정을 바꾸고(되돌릴 수 있음) 학습을 시작합니다</translation>
  </message>
  <message>
   <extracomment>panels/training/series_form.py</extracomment>
   <source>Trains once with each value, one after the other; Compare shows them side by side.</source>
   <translation>값마다 한 번씩 차례로 학습합니다. 비교에서 나란히 볼 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/series_form.py</extracomment>
   <source>Series of trainings</source>
   <translation>연속 학습</translation>
  </message>
  <message>
   <extracomment>panels/training/series_form.py</extracomment>
   <source>Train {count} times</source>
   <translation>{count}번 학습</translation>
  </message>
  <message>
   <extracomment>panels/training/series_form.py</extracomment>
   <source>Setting {number} that varies</source>
   <translation>바꿀 설정 {number}</translation>
  </message>
  <message>
   <extracomment>panels/training/series_form.py</extracomment>
   <source>Values of setting {number}, with commas between them</source>
   <translation>설정 {number}의 값, 쉼표로 나눔</translation>
  </message>
  <message>
   <extracomment>panels/training/series_form.py</extracomment>
   <source>Train with each combination of these values, one after the other</source>
   <translation>이 값들의 모든 조합으로 차례로 학습합니다</translation>
  </message>
  <message>
   <extracomment>panels/training/series_form.py</extracomment>
   <source>and nothing else</source>
   <translation>다른 설정은 그대로</translation>
  </message>
  <message>
   <extracomment>panels/training/settings.py</extracomment>
   <source>Metrics</source>
   <translation>지표</translation>
  </message>
  <message>
   <extracomment>panels/training/settings.py</extracomment>
   <source>Set {setting}</source>
   <translation>{setting} 설정</translation>
  </message>
  <message>
   <extracomment>panels/training/settings.py</extracomment>
   <source>Epochs and batches</source>
   <translation>에포크와 배치</translation>
  </message>
  <message>
   <extracomment>panels/training/settings.py</extracomment>
   <source>Goal</source>
   <translation>목적</translation>
  </message>
  <message>
   <extracomment>panels/training/settings.py</extracomment>
   <source>This metric comes from the file.</source>
   <translation>파일에 있던 지표입니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/settings.py</extracomment>
   <source>Choose optimizer</source>
   <translation>옵티마이저 고르기</translation>
  </message>
  <message>
   <extracomment>panels/training/start_choice.py</extracomment>
   <source>Layers whose names and shapes are still the same keep what they learned; the optimizer goes on, too.</source>
   <translation>이름과 형태가 그대로인 층은 학습한 가중치를 유지하고 옵티마이저도 이어집니다.</translation>
  </message>
  <message>
   <extracomment>panels/training/start_choice.py</extracomment>
   <source>Start from</source>
   <translation>시작점</translation>
  </message>
  <message>
   <extracomment>panels/training/start_choice.py</extracomment>
   <source>New weights</source>
   <translation>새 가중치</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Looking at the outputs of a layer</source>
   <translation>층의 출력 보기</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>All layers are shown at {address} until the window is closed.</source>
   <translation>창을 닫을 때까지 {address}에서 모든 층을 볼 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>The sample</source>
   <translation>이 샘플</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Sample</source>
   <translation>샘플 번호</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Another sample of the data</source>
   <translation>데이터의 다른 샘플</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Picture…</source>
   <translation>이미지…</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Look at a picture from a file</source>
   <translation>파일의 이미지 보기</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>All layers…</source>
   <translation>모든 층…</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>See all layers for a folder of pictures in the browser</source>
   <translation>폴더의 그림들에 대한 모든 층을 브라우저에서 봅니다</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Picture of the layer's output</source>
   <translation>층 출력의 그림</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Look at a picture</source>
   <translation>이미지 보기</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Pictures ({pattern})</source>
   <translation>이미지 ({pattern})</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>The output cannot be shown</source>
   <translation>출력을 표시할 수 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>the drawing, not trained yet</source>
   <translation>아직 학습하지 않은 신경망</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>No outputs yet</source>
   <translation>아직 출력이 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Draw a network without problems; then see here what each layer makes of a sample.</source>
   <translation>문제가 없는 신경망을 그리면 각 층이 샘플로 무엇을 만드는지 여기에서 볼 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Looking at the layer…</source>
   <translation>층을 살펴보는 중…</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Choose a picture to look at.</source>
   <translation>볼 이미지를 고르세요.</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>{layer}, as in {title}</source>
   <translation>{layer} ({title})</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>{least:.4g} to {most:.4g}</source>
   <translation>{least:.4g}~{most:.4g}</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>{dead} of {units} units are 0 for each of {tried} samples: they are dead</source>
   <translation>유닛 {units}개 가운데 {dead}개가 샘플 {tried}개 모두에서 0입니다(죽은 유닛)</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>Click one layer on the canvas to see what it makes of a sample.</source>
   <translation>캔버스에서 층 하나를 누르면 샘플을 어떻게 처리하는지 볼 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>panels/weights/outputs.py</extracomment>
   <source>no unit is 0 for each of {tried} samples</source>
   <translation>샘플 {tried}개 모두에서 0인 유닛은 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Reading weights</source>
   <translation>가중치 읽는 중</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Looking at weights</source>
   <translation>가중치 보기</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Weights of the layer</source>
   <translation>층의 가중치</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Input channel</source>
   <translation>입력 채널</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Which input channel of the filters is shown</source>
   <translation>필터의 어느 입력 채널을 볼지 정합니다</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Channel</source>
   <translation>채널</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>A unit is dead here if all weights that lead to it are 0.</source>
   <translation>유닛으로 들어오는 가중치가 모두 0이면 죽은 유닛입니다.</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>The weights cannot be shown</source>
   <translation>가중치를 표시할 수 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Weight</source>
   <translation>가중치 값</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Type</source>
   <translation>자료형</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Mean</source>
   <translation>평균</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Deviation</source>
   <translation>편차</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Least</source>
   <translation>최소</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Most</source>
   <translation>최대</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>No weights yet</source>
   <translation>아직 가중치가 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Open a trained model, or train the network; then look at them here.</source>
   <translation>학습된 모델을 열거나 신경망을 학습시킨 뒤 여기에서 보세요.</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>“{layer}” has no weights</source>
   <translation>“{layer}” 층에는 가중치가 없습니다</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>colour</source>
   <translation>색상</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>{count:,} values</source>
   <translation>값 {count:,}개</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Click one layer on the canvas to see its weights here.</source>
   <translation>캔버스에서 층 하나를 누르면 가중치가 여기에 표시됩니다.</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>There is nothing to learn in a layer of this kind.</source>
   <translation>이 종류의 층에는 학습할 가중치가 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>There are none of this name in {title}.</source>
   <translation>{title}에는 이 이름의 가중치가 없습니다.</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>mean {mean:.4g}</source>
   <translation>평균 {mean:.4g}</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>deviation {deviation:.4g}</source>
   <translation>표준편차 {deviation:.4g}</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>not trained</source>
   <translation>학습 안 함</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>{count:,} are 0</source>
   <translation>{count:,}개는 0</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>{count:,} are no numbers</source>
   <translation>{count:,}개는 숫자가 아님</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>{dead} of {units} units are dead</source>
   <translation>유닛 {units}개 중 {dead}개가 죽은 유닛</translation>
  </message>
  <message>
   <extracomment>panels/weights/panel.py</extracomment>
   <source>Reading the weights…</source>
   <translation>가중치 읽는 중…</translation>
  </message>
  <message>
   <extracomment>panels/weights/picture.py</extracomment>
   <source>{count} of {of} filters of {size}</source>
   <translation>{size} 필터 {of}개 중 {count}개</translation>
  </message>
  <message>
   <extracomment>panels/weights/picture.py</extracomment>
   <source>{count} filters of {size}</source>
   <translation>{size} 필터 {count}개</translation>
  </message>
  <message>
   <extracomment>panels/weights/picture.py</extracomment>
   <source>1 filter of {size}</source>
   <translation>{size} 필터 1개</translation>
  </message>
  <message>
   <extracomment>panels/weights/picture.py</extracomment>
   <source>{rows} units down, {columns} inputs across</source>
   <translation>아래로 유닛 {rows}개, 옆으로 입력 {columns}개</translation>
  </message>
  <message>
   <extracomment>panels/weights/picture.py</extracomment>
   <source>{rows} inputs down, {columns} units across</source>
   <translation>아래로 입력 {rows}개, 옆으로 유닛 {columns}개</translation>
  </message>
  <message>
   <extracomment>panels/weights/picture.py</extracomment>
   <source>{count} values</source>
   <translation>값 {count}개</translation>
  </message>
  <message>
   <extracomment>panels/weights/views.py</extracomment>
   <source>Picture of the weights</source>
   <translation>가중치 그림</translation>
  </message>
  <message>
   <extracomment>panels/weights/views.py</extracomment>
   <source>Histogram of the weights</source>
   <translation>가중치 히스토그램</translation>
  </message>
  <message>
   <extracomment>panels/weights/views.py</extracomment>
   <source>From {low} to {high}, mean {mean}</source>
   <translation>{low}~{high}, 평균 {mean}</translation>
  </message>
  <message>
   <extracomment>plots/accessible.py</extracomment>
   <source>No curves yet</source>
   <translation>아직 곡선이 없습니다</translation>
  </message>
  <message>
   <extracomment>plots/legend.py</extracomment>
   <source>Show or hide {curve}</source>
   <translation>{curve} 보이기/숨기기</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Training curves</source>
   <translation>학습 곡선</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Loss and metrics appear here while the model trains: press Start or F5.</source>
   <translation>학습하는 동안 손실과 지표가 여기에 나타납니다. 시작 또는 F5를 누르세요.</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Logarithmic scale</source>
   <translation>로그 눈금</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Log x</source>
   <translation>로그 x</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Logarithmic axis of epochs</source>
   <translation>에포크 축을 로그로</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Logarithmic epochs</source>
   <translation>로그 에포크 축</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Faint curves: running mean after each batch</source>
   <translation>옅은 곡선: 배치마다의 이동 평균</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Show batches</source>
   <translation>배치 보기</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Reset view</source>
   <translation>보기 초기화</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Show all epochs again after zooming</source>
   <translation>확대한 뒤 모든 에포크를 다시 봅니다</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Show all epochs</source>
   <translation>모든 에포크 보기</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Save the curves as a picture or a table</source>
   <translation>곡선을 그림이나 표로 저장합니다</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Export curves</source>
   <translation>곡선 내보내기</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Save curves as picture</source>
   <translation>곡선을 그림으로 저장</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Pictures (*.png)</source>
   <translation>그림 (*.png)</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Save curves as table</source>
   <translation>곡선을 표로 저장</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Save curves as history</source>
   <translation>곡선을 기록으로 저장</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>JSON (*.json)</source>
   <translation>JSON (*.json)</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>rate {rate}</source>
   <translation>학습률 → {rate}</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Picture (PNG)…</source>
   <translation>그림 (PNG)…</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Table (CSV)…</source>
   <translation>표 (CSV)…</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>History (JSON)…</source>
   <translation>기록(JSON)…</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source> of {planned}</source>
   <translation>/{planned}</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>Show all epochs again</source>
   <translation>모든 에포크 다시 보기</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>All epochs are shown; zoom with wheel or mouse</source>
   <translation>모든 에포크가 보입니다. 휠이나 마우스로 확대하세요</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>went on: {epoch}</source>
   <translation>이어서: {epoch}</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>overfits</source>
   <translation>과적합</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>best: {best_epoch}</source>
   <translation>최고: {best_epoch}</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>stopped: {stopped_epoch}</source>
   <translation>멈춤: {stopped_epoch}</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>{path}: the curves could not be saved, because {cause}.</source>
   <translation>{path}: 곡선을 저장할 수 없습니다. {cause}.</translation>
  </message>
  <message>
   <extracomment>plots/live.py</extracomment>
   <source>{title}  ·  epoch {number}{of}</source>
   <translation>{title}  ·  에포크 {number}{of}</translation>
  </message>
  <message>
   <extracomment>plots/overlay.py</extracomment>
   <source>Runs over epochs</source>
   <translation>에포크별 실행</translation>
  </message>
  <message>
   <extracomment>plots/pane.py</extracomment>
   <source>{title} over epochs</source>
   <translation>에포크에 따른 {title}</translation>
  </message>
  <message>
   <extracomment>plots/smoothing.py</extracomment>
   <source>Smoothing of the curves, in percent</source>
   <translation>곡선 평활화(%)</translation>
  </message>
  <message>
   <extracomment>plots/smoothing.py</extracomment>
   <source>Smoothing</source>
   <translation>평활화</translation>
  </message>
  <message>
   <extracomment>plots/smoothing.py</extracomment>
   <source>Moving mean of the curves: {percent} %; the curves themselves stay faintly behind it</source>
   <translation>곡선의 이동 평균: {percent} %. 원래 곡선은 뒤에 흐리게 남습니다</translation>
  </message>
  <message>
   <extracomment>runs/answers.py</extracomment>
   <source>{right:.1%} right</source>
   <translation>{right:.1%} 맞음</translation>
  </message>
  <message>
   <extracomment>runs/answers.py</extracomment>
   <source>{name} does not tell which columns it was trained with.</source>
   <translation>{name}에는 어떤 열로 학습했는지 적혀 있지 않습니다.</translation>
  </message>
  <message>
   <extracomment>runs/answers.py</extracomment>
   <source>off by {error:.3g} on average</source>
   <translation>평균 오차 {error:.3g}</translation>
  </message>
  <message>
   <extracomment>runs/array_files.py</extracomment>
   <source>there is no such file</source>
   <translation>그런 파일이 없습니다</translation>
  </message>
  <message>
   <extracomment>runs/array_files.py</extracomment>
   <source>only {endings} files are read</source>
   <translation>{endings} 파일만 읽을 수 있습니다</translation>
  </message>
  <message>
   <extracomment>runs/array_files.py</extracomment>
   <source>the validation data must be a file of the same kind as {name}</source>
   <translation>검증용 데이터는 {name}과(와) 같은 종류의 파일이어야 합니다</translation>
  </message>
  <message>
   <extracomment>runs/array_files.py</extracomment>
   <source>needs more memory than there is</source>
   <translation>남은 메모리보다 많은 메모리가 필요합니다</translation>
  </message>
  <message>
   <extracomment>runs/array_files.py</extracomment>
   <source>was read, but what came of it cannot be used</source>
   <translation>읽기는 했지만 그 결과를 쓸 수 없습니다</translation>
  </message>
  <message>
   <extracomment>runs/array_sources.py</extracomment>
   <source>Random data</source>
   <translation>난수 데이터</translation>
  </message>
  <message>
   <extracomment>runs/array_sources.py</extracomment>
   <source>The data are a file of arrays or a table, but no file is chosen yet.</source>
   <translation>데이터가 배열이나 표 파일인데 아직 파일을 고르지 않았습니다.</translation>
  </message>
  <message>
   <extracomment>runs/array_sources.py</extracomment>
   <source>Other data shall be held back for validation, but none are chosen yet: choose them, or a share.</source>
   <translation>다른 데이터로 검증하기로 했지만 아직 고르지 않았습니다. 데이터를 고르거나 샘플의 일부를 쓰세요.</translation>
  </message>
  <message>
   <extracomment>runs/array_sources.py</extracomment>
   <source>Random data need a shape such as [28, 28, 1], at least two samples, and classes from 0 up.</source>
   <translation>난수 데이터에는 [28, 28, 1] 같은 형태, 두 개 이상의 샘플, 0 이상의 클래스 수가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>runs/array_sources.py</extracomment>
   <source>Random data of this size need more than 2 GB: choose fewer or smaller samples.</source>
   <translation>이 크기의 난수 데이터는 2 GB보다 많은 메모리가 필요합니다. 샘플을 줄이거나 작게 하세요.</translation>
  </message>
  <message>
   <extracomment>runs/array_sources.py</extracomment>
   <source>The typed table: {reason}.</source>
   <translation>입력한 표: {reason}.</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>{name}: {count:,} samples</source>
   <translation>{name}: 샘플 {count:,}개</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>{name}: {samples:,} samples</source>
   <translation>{name}: 샘플 {samples:,}개</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>it holds no array of numbers</source>
   <translation>숫자 배열이 없습니다</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>it holds no samples</source>
   <translation>샘플이 없습니다</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>inputs and targets must be two arrays with an entry for each sample, such as x and y, but it holds {shapes}</source>
   <translation>입력과 목표는 x와 y처럼 샘플마다 항목이 하나인 두 배열이어야 하는데, 들어 있는 것은 {shapes}입니다</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>{wrong:,} values of {name!r} are no finite numbers (NaN or infinite): leave these samples out</source>
   <translation>{name!r}의 값 {wrong:,}개가 유한한 수가 아닙니다(NaN 또는 무한대): 이 샘플들을 빼세요</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>the table needs a line with the names of the columns and lines of samples</source>
   <translation>표에는 열 이름이 있는 줄과 샘플 줄이 있어야 합니다</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>column {number}</source>
   <translation>{number}열</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>the table for validation has other columns than the one for training</source>
   <translation>검증용 표의 열이 학습용 표와 다릅니다</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>two columns have the same name</source>
   <translation>이름이 같은 열이 둘 있습니다</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>the table has no other column than the targets</source>
   <translation>표에 목표 말고는 열이 없습니다</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>the column {name!r} holds {count} different words or empty cells: fill or leave it out</source>
   <translation>{name} 열에 서로 다른 단어나 빈칸이 {count}개 있습니다. 채우거나 빼세요</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>there is no {what} {missing!r} for the target; there are {names}</source>
   <translation>목표로 쓸 {what} {missing}이(가) 없습니다. 있는 것: {names}</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>it holds no part {part!r} for validation</source>
   <translation>검증용 부분 {part!r}이(가) 없습니다</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>in the table for validation, {problem}</source>
   <translation>검증용 표에서 {problem}</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>row {number} has not as many cells ({cells}) as there are columns ({columns})</source>
   <translation>{number}행의 칸 수({cells})가 열 수({columns})와 다릅니다</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>the column {name!r} lacks a number in {count:,} of {all:,} rows: fill them in, or leave these rows out</source>
   <translation>열 {name!r}의 {all:,}행 가운데 {count:,}행에 수가 없습니다: 채우거나 그 행들을 빼세요</translation>
  </message>
  <message>
   <extracomment>runs/arrays.py</extracomment>
   <source>the column {name!r} holds values that are no finite numbers</source>
   <translation>{name} 열에 유한한 숫자가 아닌 값이 있습니다</translation>
  </message>
  <message>
   <extracomment>runs/augmenting.py</extracomment>
   <source>nearest</source>
   <translation>가장 가까운 값</translation>
  </message>
  <message>
   <extracomment>runs/augmenting.py</extracomment>
   <source>constant</source>
   <translation>검은색</translation>
  </message>
  <message>
   <extracomment>runs/augmenting.py</extracomment>
   <source>reflect</source>
   <translation>거울처럼</translation>
  </message>
  <message>
   <extracomment>runs/augmenting.py</extracomment>
   <source>wrap</source>
   <translation>반대쪽에서 이어서</translation>
  </message>
  <message>
   <extracomment>runs/augmenting.py</extracomment>
   <source>Augmentation is a mapping with the keys {keys}.</source>
   <translation>증강 설정의 키는 {keys}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/augmenting.py</extracomment>
   <source>The augmentation fill_mode must be one of {names}, got {value!r}.</source>
   <translation>증강의 fill_mode는 {names} 가운데 하나여야 하는데 {value!r}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/augmenting.py</extracomment>
   <source>Augmentation changes pictures, but this network takes none: set all of it to 0.</source>
   <translation>증강은 이미지를 바꾸는데 이 신경망은 이미지를 받지 않습니다. 모두 0으로 두세요.</translation>
  </message>
  <message>
   <extracomment>runs/augmenting.py</extracomment>
   <source>What this network learns are pictures, which augmentation leaves as they are: set it to 0.</source>
   <translation>이 신경망의 목표는 이미지인데 증강은 목표를 바꾸지 않습니다. 증강을 0으로 두세요.</translation>
  </message>
  <message>
   <extracomment>runs/augmenting.py</extracomment>
   <source>The augmentation {name} must lie between 0 and {limit}, got {value!r}.</source>
   <translation>증강 {name}은(는) 0에서 {limit} 사이여야 하는데 {value!r}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/card.py</extracomment>
   <source>{title}, {samples:,} samples</source>
   <translation>{title}, 샘플 {samples:,}개</translation>
  </message>
  <message>
   <extracomment>runs/child.py</extracomment>
   <source>was not read within {seconds:g} seconds: it is too large or broken</source>
   <translation>{seconds:g}초 안에 읽지 못했습니다. 너무 크거나 깨진 파일입니다</translation>
  </message>
  <message>
   <extracomment>runs/child.py</extracomment>
   <source>brings the reading process down ({how}): it is broken, meant to do harm, or needs more memory than it may take, and nothing of it was used</source>
   <translation>파일을 읽는 프로세스가 중단되었습니다({how}). 깨졌거나, 악의적이거나, 메모리를 너무 많이 쓰는 파일이며 내용은 전혀 쓰지 않았습니다</translation>
  </message>
  <message>
   <extracomment>runs/child.py</extracomment>
   <source>signal {number}</source>
   <translation>시그널 {number}</translation>
  </message>
  <message>
   <extracomment>runs/child.py</extracomment>
   <source>code {code}</source>
   <translation>코드 {code}</translation>
  </message>
  <message>
   <extracomment>runs/child.py</extracomment>
   <source>out of memory</source>
   <translation>메모리가 부족합니다</translation>
  </message>
  <message>
   <extracomment>runs/child.py</extracomment>
   <source>was not opened: no process to read it can be started ({cause})</source>
   <translation>열지 않았습니다. 파일을 읽을 프로세스를 시작할 수 없습니다 ({cause})</translation>
  </message>
  <message>
   <extracomment>runs/child.py</extracomment>
   <source>Watching a file being read</source>
   <translation>파일 읽기 지켜보는 중</translation>
  </message>
  <message>
   <extracomment>runs/child.py</extracomment>
   <source>was not opened: cancelled</source>
   <translation>열지 않았습니다. 취소됨</translation>
  </message>
  <message>
   <extracomment>runs/classify.py</extracomment>
   <source>The model's output has the shape {output} for one image, so it does not tell classes.</source>
   <translation>모델의 출력 형태가 이미지 하나당 {output}이라서 클래스를 알 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>There are no data called {source!r}; there are {names}.</source>
   <translation>{source}(이)라는 데이터는 없습니다. 있는 것: {names}.</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>The data have {count} classes, but {given} names are given: {names}.</source>
   <translation>데이터의 클래스는 {count}개인데 이름은 {given}개입니다: {names}.</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>The data are a folder of images, but no folder is chosen yet.</source>
   <translation>데이터가 이미지 폴더인데 아직 폴더를 고르지 않았습니다.</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>{name}: {classes} classes, {images} images</source>
   <translation>{name}: 클래스 {classes}개, 이미지 {images}장</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>The validation folder has the class {name!r}, which the folder of the training has not.</source>
   <translation>검증용 폴더에 학습용 폴더에는 없는 클래스 {name!r}이(가) 있습니다.</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>The image size must be [height, width], got {size!r}.</source>
   <translation>이미지 크기는 [높이, 너비]여야 하는데 {size}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>The color mode must be grayscale or rgb, got {colours!r}.</source>
   <translation>색은 grayscale 또는 rgb여야 하는데 {colours}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>The data {reference!r} have images of {height} × {width} pixels only.</source>
   <translation>{reference} 데이터의 이미지는 {height} × {width} 픽셀뿐입니다.</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>Reading the images was cancelled.</source>
   <translation>이미지 읽기를 취소했습니다.</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>The data need an image size and colours, or a model whose input tells them.</source>
   <translation>데이터에 이미지 크기와 색이 필요합니다. 또는 입력에서 알 수 있는 모델이 필요합니다.</translation>
  </message>
  <message>
   <extracomment>runs/data.py</extracomment>
   <source>{prod} values</source>
   <translation>{prod}개의 값</translation>
  </message>
  <message>
   <extracomment>runs/evaluation.py</extracomment>
   <source>The network has {count} outputs: the Predict mode shows what each says.</source>
   <translation>신경망의 출력이 {count}개입니다. 예측 모드에서 출력마다 결과를 볼 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>runs/evaluation.py</extracomment>
   <source>The network learns values, no classes: the Predict mode compares them.</source>
   <translation>클래스가 아니라 값을 학습하는 신경망입니다. 예측 모드에서 비교하세요.</translation>
  </message>
  <message>
   <extracomment>runs/evaluation.py</extracomment>
   <source>The network gives {shape} for each sample, no classes.</source>
   <translation>이 신경망은 샘플마다 클래스가 아니라 {shape}을(를) 출력합니다.</translation>
  </message>
  <message>
   <extracomment>runs/feeding.py</extracomment>
   <source>{array!r}, columns {columns},</source>
   <translation>{array}의 {columns}열</translation>
  </message>
  <message>
   <extracomment>runs/feeding.py</extracomment>
   <source>The input {name!r} takes {want}, but {where} has {have} for each sample: choose other data for it, or set the shape of {name!r} to {have}.</source>
   <translation>입력 {name}은(는) {want}을(를) 받는데 {where}은(는) 샘플마다 {have}입니다. 다른 데이터를 고르거나 {name}의 형태를 {have}(으)로 하세요.</translation>
  </message>
  <message>
   <extracomment>runs/feeding.py</extracomment>
   <source>The model {name!r} has no input shape: it needs an Input layer and layers after it.</source>
   <translation>모델 {name}에 입력 형태가 없습니다: Input 층과 그 뒤의 층이 필요합니다.</translation>
  </message>
  <message>
   <extracomment>runs/feeding.py</extracomment>
   <source>The input {name!r} shall get {array!r}, but the data have only {arrays}.</source>
   <translation>입력 {name}이(가) {array}을(를) 받아야 하는데 데이터에는 {arrays}만 있습니다.</translation>
  </message>
  <message>
   <extracomment>runs/feeding.py</extracomment>
   <source>The samples have the shape {have}, but the model's input takes {want}: set the shape of the Input layer to {have}.</source>
   <translation>샘플의 형태는 {have}인데 모델의 입력은 {want}을(를) 받습니다: Input 층의 형태를 {have}(으)로 하세요.</translation>
  </message>
  <message>
   <extracomment>runs/feeding.py</extracomment>
   <source>Columns are written as in 1-5, 8; {text!r} cannot be read.</source>
   <translation>열은 1-5, 8처럼 적습니다. {text}을(를) 읽을 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>runs/feeding.py</extracomment>
   <source>The columns {strip} are not there: the table has {count}.</source>
   <translation>{strip}열이 없습니다. 표의 열은 {count}개입니다.</translation>
  </message>
  <message>
   <extracomment>runs/feeding.py</extracomment>
   <source>{array!r} is no table, so no columns can be taken for {name!r}.</source>
   <translation>{array}은(는) 표가 아니므로 {name}에 쓸 열을 고를 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>runs/folder.py</extracomment>
   <source>this folder holds a run already; give another one</source>
   <translation>이 폴더에는 이미 실행이 있습니다. 다른 폴더를 주세요</translation>
  </message>
  <message>
   <extracomment>runs/folder.py</extracomment>
   <source>cannot be written to ({cause})</source>
   <translation>폴더에 쓸 수 없습니다 ({cause})</translation>
  </message>
  <message>
   <extracomment>runs/folder.py</extracomment>
   <source>cannot be read ({cause})</source>
   <translation>읽을 수 없습니다 ({cause})</translation>
  </message>
  <message>
   <extracomment>runs/folder.py</extracomment>
   <source>this is no valid JSON</source>
   <translation>올바른 JSON이 아닙니다</translation>
  </message>
  <message>
   <extracomment>runs/heatmap.py</extracomment>
   <source>The network has no layer with maps that a heat map could be made of, such as a Conv2D.</source>
   <translation>이 신경망에는 Conv2D처럼 히트맵을 만들 수 있는 특징 맵 층이 없습니다.</translation>
  </message>
  <message>
   <extracomment>runs/heatmap.py</extracomment>
   <source>The score of a class does not depend on the maps of {layer}.</source>
   <translation>클래스의 점수가 {layer}의 특징 맵과 관계가 없습니다.</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>stretched</source>
   <translation>늘임</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>cropped</source>
   <translation>자름</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>padded</source>
   <translation>채움</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>{width} × {height} to {new_width} × {new_height}</source>
   <translation>{width} × {height} → {new_width} × {new_height}</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>{note}, cropped</source>
   <translation>{note}, 자름</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>{note}, padded</source>
   <translation>{note}, 채움</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>The model's input has the shape {shape}; images need (height, width, 1) or (height, width, 3).</source>
   <translation>모델의 입력 형태가 {shape}입니다. 이미지에는 (높이, 너비, 1)이나 (높이, 너비, 3)이 필요합니다.</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>Images cannot be fitted to a size of {height!r} × {width!r} pixels.</source>
   <translation>이미지를 {height} × {width} 픽셀에 맞출 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>A size of {height} × {width} pixels is too large for images.</source>
   <translation>{height} × {width} 픽셀은 이미지에 너무 큽니다.</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>Images have 1 channel (grey) or 3 (RGB), but {channels!r} are asked for.</source>
   <translation>이미지의 채널은 1개(회색조) 또는 3개(RGB)인데 {channels}을(를) 요구했습니다.</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>The shaping must be stretch, crop or pad, not {shaping!r}.</source>
   <translation>맞춤은 stretch, crop, pad 중 하나여야 하는데 {shaping}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>The scaling of images needs finite numbers for rescale and offset.</source>
   <translation>이미지 값 조정에는 유한한 rescale과 offset이 필요합니다.</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>The model takes rows of {count} numbers, no images; images need an input of (height, width, 1) or (height, width, 3).</source>
   <translation>모델은 이미지가 아니라 숫자 {count}개의 행을 받습니다. 이미지에는 (높이, 너비, 1)이나 (높이, 너비, 3) 입력이 필요합니다.</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>grey</source>
   <translation>회색조</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>inverted</source>
   <translation>반전함</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>values {low:.4g} to {high:.4g}</source>
   <translation>값 {low:.4g}에서 {high:.4g}까지</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>RGB to grey</source>
   <translation>RGB → 회색조</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>grey to RGB</source>
   <translation>회색조 → RGB</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>the folder holds no image files (PNG, JPEG, BMP, GIF, WebP, TIFF)</source>
   <translation>폴더에 이미지 파일이 없습니다 (PNG, JPEG, BMP, GIF, WebP, TIFF)</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>The settings for fitting images lack the height or the width.</source>
   <translation>이미지 맞춤 설정에 높이나 너비가 없습니다.</translation>
  </message>
  <message>
   <extracomment>runs/imaging.py</extracomment>
   <source>there is no such file or folder</source>
   <translation>그런 파일이나 폴더가 없습니다</translation>
  </message>
  <message>
   <extracomment>runs/job.py</extracomment>
   <source>The training's metrics and callbacks must be lists.</source>
   <translation>학습의 지표와 콜백은 목록이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>runs/job.py</extracomment>
   <source>The training has no loss: choose one, for example mse.</source>
   <translation>학습에 손실이 없습니다: 예를 들어 mse를 고르세요.</translation>
  </message>
  <message>
   <extracomment>runs/job.py</extracomment>
   <source>The project holds no model: its JSON has no key 'config'.</source>
   <translation>프로젝트에 모델이 없습니다: JSON에 'config' 키가 없습니다.</translation>
  </message>
  <message>
   <extracomment>runs/job.py</extracomment>
   <source>This is no job: the keys version, architecture and data are needed.</source>
   <translation>작업이 아닙니다: version, architecture, data 키가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>runs/job.py</extracomment>
   <source>A newer version of Layerloom wrote this job: update Layerloom to run it.</source>
   <translation>더 새로운 Layerloom이 만든 작업입니다: Layerloom을 업데이트한 뒤 실행하세요.</translation>
  </message>
  <message>
   <extracomment>runs/job.py</extracomment>
   <source>The job's {part} must be a mapping, got {kind}.</source>
   <translation>작업의 {part}은(는) 설정 묶음이어야 하는데 {kind}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/job.py</extracomment>
   <source>The training's {name} must be a whole number from {lowest} up, got {value!r}.</source>
   <translation>학습의 {name}은(는) {lowest} 이상의 정수여야 하는데 {value}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/job.py</extracomment>
   <source>A callback must have a class_name and a config, got {item!r:.80}.</source>
   <translation>콜백에는 class_name과 config가 있어야 하는데 {item:.80}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/job.py</extracomment>
   <source>The loss of {name!r} must count by a number from 0 up, got {value!r}.</source>
   <translation>{name!r} 손실의 가중치는 0 이상의 수여야 하는데 {value!r}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/model_file.py</extracomment>
   <source>ONNX files need the package "onnx": install it by  pip install "layerloom[onnx]"  and start again.</source>
   <translation>ONNX 파일에는 "onnx" 패키지가 필요합니다.  pip install "layerloom[onnx]"  로 설치한 뒤 다시 시작하세요.</translation>
  </message>
  <message>
   <extracomment>runs/model_file.py</extracomment>
   <source>Exported {name} with the weights of {title}.</source>
   <translation>{name}을(를) {title}의 가중치로 내보냈습니다.</translation>
  </message>
  <message>
   <extracomment>runs/model_file.py</extracomment>
   <source>Exported {name} with new weights: the network has not been trained yet.</source>
   <translation>{name}을(를) 새 가중치로 내보냈습니다. 아직 학습하지 않은 신경망입니다.</translation>
  </message>
  <message>
   <extracomment>runs/model_file.py</extracomment>
   <source>Exported {name} with the weights of {title} for {taken} of {wanted} layers; the others are new.</source>
   <translation>{name}을(를) 내보냈습니다. {wanted}개 층 중 {taken}개는 {title}의 가중치이고 나머지는 새 가중치입니다.</translation>
  </message>
  <message>
   <extracomment>runs/opening.py</extracomment>
   <source>holds a drawing without weights: train it before it is used</source>
   <translation>가중치 없는 그림입니다. 쓰기 전에 학습시키세요</translation>
  </message>
  <message>
   <extracomment>runs/opening.py</extracomment>
   <source>the layer {unknown!r} is not known here: the network can be looked at, but not used</source>
   <translation>{unknown} 층은 여기서 알 수 없습니다. 신경망을 볼 수는 있지만 쓸 수는 없습니다</translation>
  </message>
  <message>
   <extracomment>runs/other_table.py</extracomment>
   <source>the table has more than {most:,} rows</source>
   <translation>표의 행이 {most:,}개보다 많습니다</translation>
  </message>
  <message>
   <extracomment>runs/other_table.py</extracomment>
   <source>{count} values are needed, with commas between them, but {given} are typed: {names}.</source>
   <translation>쉼표로 나눈 값 {count}개가 필요한데 {given}개를 입력했습니다: {names}.</translation>
  </message>
  <message>
   <extracomment>runs/other_table.py</extracomment>
   <source>the column {name!r} is missing, which the network was trained with; there are {names}</source>
   <translation>신경망을 학습할 때 쓴 열 {name!r}이(가) 없습니다. 있는 열: {names}</translation>
  </message>
  <message>
   <extracomment>runs/other_table.py</extracomment>
   <source>One value is needed, with a point before its decimals, but {given} are typed: {names}.</source>
   <translation>값 하나가 필요한데(소수점은 마침표) {given}개가 입력되었습니다: {names}.</translation>
  </message>
  <message>
   <extracomment>runs/other_table.py</extracomment>
   <source>What is typed: {reason}.</source>
   <translation>입력한 값: {reason}.</translation>
  </message>
  <message>
   <extracomment>runs/other_table.py</extracomment>
   <source>the column {name!r} holds {word!r}, which the training did not have; it had {words}</source>
   <translation>열 {name!r}에 학습 때 없던 {word!r}이(가) 있습니다. 학습 때 있던 것: {words}</translation>
  </message>
  <message>
   <extracomment>runs/other_table.py</extracomment>
   <source>the column {name!r} holds words or empty cells, but the network was trained with numbers there</source>
   <translation>열 {name!r}에 단어나 빈 칸이 있지만 신경망은 그 열을 수로 학습했습니다</translation>
  </message>
  <message>
   <extracomment>runs/parts.py</extracomment>
   <source>the arrays of the validation data have different numbers of samples</source>
   <translation>검증용 데이터의 배열들이 서로 샘플 수가 다릅니다</translation>
  </message>
  <message>
   <extracomment>runs/parts.py</extracomment>
   <source>the validation data have no {name!r}; they need the arrays of the training</source>
   <translation>검증용 데이터에 {name!r}이(가) 없습니다. 학습용 배열이 모두 있어야 합니다</translation>
  </message>
  <message>
   <extracomment>runs/parts.py</extracomment>
   <source>{name!r} of the validation data has {have} for each sample, that of the training {want}</source>
   <translation>검증용 데이터의 {name!r}은(는) 샘플마다 {have}인데 학습용은 {want}입니다</translation>
  </message>
  <message>
   <extracomment>runs/picture_reader.py</extracomment>
   <source>needs more memory than a picture may take here</source>
   <translation>그림 하나에 허용된 것보다 많은 메모리가 필요합니다</translation>
  </message>
  <message>
   <extracomment>runs/preparing.py</extracomment>
   <source>There are no samples to train with: make the validation split smaller.</source>
   <translation>학습할 샘플이 없습니다. 검증 비율을 줄이세요.</translation>
  </message>
  <message>
   <extracomment>runs/preparing.py</extracomment>
   <source>Classes can be balanced where the network has one output only: leave Balance classes out.</source>
   <translation>클래스 균형은 출력이 하나인 신경망에서만 맞출 수 있습니다. 클래스 균형을 끄세요.</translation>
  </message>
  <message>
   <extracomment>runs/preparing.py</extracomment>
   <source>The data have values, no classes: leave Balance classes out.</source>
   <translation>데이터에 클래스가 아니라 값이 있습니다. 클래스 균형을 끄세요.</translation>
  </message>
  <message>
   <extracomment>runs/preparing.py</extracomment>
   <source>The output {output!r} shall learn {name!r}, but the data have only {known}.</source>
   <translation>출력 {output}이(가) {name}을(를) 학습해야 하는데 데이터에는 {known}만 있습니다.</translation>
  </message>
  <message>
   <extracomment>runs/preparing.py</extracomment>
   <source>the target</source>
   <translation>목표값</translation>
  </message>
  <message>
   <extracomment>runs/preparing.py</extracomment>
   <source>Output {output!r} with {function!r}: {error}</source>
   <translation>출력 {output} ← {function}: {error}</translation>
  </message>
  <message>
   <extracomment>runs/probing.py</extracomment>
   <source>There are no samples: choose a picture to see what the layer makes of it.</source>
   <translation>샘플이 없습니다. 이미지를 골라 층이 어떻게 처리하는지 보세요.</translation>
  </message>
  <message>
   <extracomment>runs/probing.py</extracomment>
   <source>“{layer}” is not in {title}: train the network as drawn.</source>
   <translation>“{layer}”은(는) {title}에 없습니다. 그린 대로 신경망을 학습하세요.</translation>
  </message>
  <message>
   <extracomment>runs/probing.py</extracomment>
   <source>The output of “{layer}” cannot be looked at by itself.</source>
   <translation>“{layer}”의 출력은 따로 볼 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>runs/reader.py</extracomment>
   <source>needs more memory than a model file may take here</source>
   <translation>모델 파일에 허용된 것보다 많은 메모리가 필요합니다</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source>Learning rate {rate}</source>
   <translation>학습률 {rate}</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source>{name} at {rate:g}</source>
   <translation>{name}(학습률 {rate:g})</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source> The first layer without numbers is {layer!r}.</source>
   <translation> 수가 아닌 값이 처음 나온 층은 {layer!r}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source>The steps of {steps} are too long.</source>
   <translation>{steps}의 갱신 폭이 너무 큽니다.</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source>inputs</source>
   <translation>입력값</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source>targets</source>
   <translation>목푯값</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source>{count:,} values of the {what} are no numbers: mend the data.</source>
   <translation>{what} 가운데 {count:,}개가 숫자가 아닙니다. 데이터를 고치세요.</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source>values to learn</source>
   <translation>학습할 값</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source>Use Adam</source>
   <translation>Adam 쓰기</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source>Limit the gradients</source>
   <translation>기울기 제한하기</translation>
  </message>
  <message>
   <extracomment>runs/remedies.py</extracomment>
   <source>The {what} go from {low:.4g} to {high:.4g}, and so the steps of {steps} are too long.</source>
   <translation>{what}의 범위가 {low:.4g}부터 {high:.4g}까지라서 {steps}의 갱신 폭이 너무 큽니다.</translation>
  </message>
  <message>
   <extracomment>runs/reporting.py</extracomment>
   <source>The loss became {loss} in epoch {epoch}, batch {batch}.</source>
   <translation>에포크 {epoch}, 배치 {batch}에서 손실이 {loss}이(가) 되었습니다.</translation>
  </message>
  <message>
   <extracomment>runs/reporting.py</extracomment>
   <source>Stopped in epoch {epoch} after batch {batch}.</source>
   <translation>{epoch}번째 에포크, {batch}번째 배치 뒤에 멈췄습니다.</translation>
  </message>
  <message>
   <extracomment>runs/reporting.py</extracomment>
   <source>{name} watches {monitor!r}, which this training does not have; it has {known}.</source>
   <translation>{name}이(가) 지켜볼 {monitor}이(가) 이 학습에 없습니다. 있는 것: {known}.</translation>
  </message>
  <message>
   <extracomment>runs/reporting.py</extracomment>
   <source>infinite</source>
   <translation>무한대</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>The memory is not large enough: use a smaller batch size, smaller images or fewer units.</source>
   <translation>메모리가 모자랍니다. 배치 크기나 이미지, 유닛 수를 줄이세요.</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>{message} {cause} What helps: {ways}.</source>
   <translation>{message} {cause} 해결 방법: {ways}.</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>Stopped after epoch {epoch} by {names}.</source>
   <translation>{epoch}번째 에포크 뒤 {names}이(가) 학습을 멈췄습니다.</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>The training has had {epoch} epochs already, and no more than {epochs} are wanted: set more epochs to go on.</source>
   <translation>이미 {epoch}번의 에포크를 학습했고 목표는 {epochs}번입니다. 이어 가려면 에포크 수를 늘리세요.</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>Stopped while the data were being loaded, after {done} of {count} images.</source>
   <translation>데이터를 불러오다가 멈췄습니다. 이미지 {count}장 중 {done}장까지.</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>Stopped after epoch {epoch}: {reason}.</source>
   <translation>에포크 {epoch} 뒤에 멈췄습니다: {reason}.</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>Stopped early after epoch {epoch}: {reason}.</source>
   <translation>{epoch}번째 에포크 뒤 조기 종료: {reason}.</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>Stopped while the data were being loaded.</source>
   <translation>데이터를 불러오는 중에 멈추었습니다.</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>{name} watches {monitor!r}, but no data are held back for validation: set a validation split or watch the training's own loss.</source>
   <translation>{name}이(가) {monitor}을(를) 지켜보는데 검증용 데이터가 없습니다. 검증 비율을 정하거나 학습 손실을 지켜보게 하세요.</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>The folder of the run</source>
   <translation>실행 폴더</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>The run ended unexpectedly: {name}: {error}</source>
   <translation>실행이 예상하지 못하게 끝났습니다: {name}: {error}</translation>
  </message>
  <message>
   <extracomment>runs/runner.py</extracomment>
   <source>{name} begins at mean and spread of the values to learn.</source>
   <translation>{name}이(가) 학습할 값의 평균과 표준편차에서 시작합니다.</translation>
  </message>
  <message>
   <extracomment>runs/shapes.py</extracomment>
   <source>The model {name!r} has no {end} shape: it needs an Input layer and layers after it.</source>
   <translation>모델 {name}에 {end} 형태가 없습니다: Input 층과 그 뒤의 층이 필요합니다.</translation>
  </message>
  <message>
   <extracomment>runs/shapes.py</extracomment>
   <source>The model has {count} {end}s, but this works with models that have one {end}.</source>
   <translation>모델의 {end}이(가) {count}개입니다. 여기서는 하나인 모델만 쓸 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>Handwritten digits: 10 classes, 8 × 8 grey pixels</source>
   <translation>손글씨 숫자: 클래스 10개, 8 × 8 회색조 픽셀</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>Iris flowers: 3 classes, 4 measurements</source>
   <translation>붓꽃: 클래스 3개, 측정값 4개</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>Wines: 3 classes, 13 measurements</source>
   <translation>와인: 클래스 3개, 측정값 13개</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>Breast cancer: 2 classes, 30 measurements</source>
   <translation>유방암: 클래스 2개, 측정값 30개</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>Diabetes: progression as a number, 10 measurements</source>
   <translation>당뇨병: 진행 정도(숫자), 측정값 10개</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>MNIST: 70,000 digits, 28 × 28 pixels</source>
   <translation>MNIST: 숫자 70,000개, 28 × 28 픽셀</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>Fashion-MNIST: 70,000 clothes, 28 × 28 pixels</source>
   <translation>Fashion-MNIST: 옷 70,000벌, 28 × 28 픽셀</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>CIFAR-10: 60,000 photos, 32 × 32 pixels</source>
   <translation>CIFAR-10: 사진 60,000장, 32 × 32 픽셀</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>there is no such folder</source>
   <translation>그런 폴더가 없습니다</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>only {classes!r} does</source>
   <translation>{classes}뿐입니다</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>none does</source>
   <translation>하나도 없습니다</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>at least two subfolders, one for each class, must hold images, but {found_text}</source>
   <translation>클래스마다 하나씩 이미지가 든 하위 폴더가 둘 이상 있어야 합니다: {found_text}</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>{count} images of {width} × {height} pixels need {size:.0f} GB of memory: choose a smaller image size.</source>
   <translation>{width} × {height} 픽셀 이미지 {count}장에는 메모리 {size:.0f} GB가 필요합니다. 이미지 크기를 줄이세요.</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>None of the {count} images can be read; the first: {reason}.</source>
   <translation>이미지 {count}장 중 읽을 수 있는 것이 없습니다. 첫 번째: {reason}.</translation>
  </message>
  <message>
   <extracomment>runs/sources.py</extracomment>
   <source>The data set needs more memory than there is.</source>
   <translation>데이터 세트에 필요한 메모리가 부족합니다.</translation>
  </message>
  <message>
   <extracomment>runs/splitting.py</extracomment>
   <source>The validation split must be at least 0 and below 1, got {share!r}.</source>
   <translation>검증 비율은 0 이상 1 미만이어야 하는데 {share}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/splitting.py</extracomment>
   <source>The seed of the data must be a whole number from 0 up, got {seed!r}.</source>
   <translation>데이터의 시드는 0 이상의 정수여야 하는데 {seed}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/splitting.py</extracomment>
   <source>held_out must be a number of samples per class, got {count!r}.</source>
   <translation>held_out은 클래스마다의 샘플 수여야 하는데 {count}입니다.</translation>
  </message>
  <message>
   <extracomment>runs/splitting.py</extracomment>
   <source>Nothing is left to train with when {count} samples of every class are held out.</source>
   <translation>클래스마다 샘플 {count}개를 떼어 두면 학습할 것이 남지 않습니다.</translation>
  </message>
  <message>
   <extracomment>runs/starting.py</extracomment>
   <source>Goes on with the {whose} of {title}.</source>
   <translation>{title}의 {whose}(으)로 이어 갑니다.</translation>
  </message>
  <message>
   <extracomment>runs/starting.py</extracomment>
   <source>Goes on with the weights of {kept} of {all} layers of {title}; new are {names}{others}.</source>
   <translation>{title}의 층 {all}개 중 {kept}개의 가중치로 이어 갑니다. 새로운 층: {names}{others}.</translation>
  </message>
  <message>
   <extracomment>runs/starting.py</extracomment>
   <source>weights and optimizer</source>
   <translation>가중치와 옵티마이저</translation>
  </message>
  <message>
   <extracomment>runs/starting.py</extracomment>
   <source>this run has kept no weights to go on from</source>
   <translation>이 실행에는 이어 갈 가중치가 남아 있지 않습니다</translation>
  </message>
  <message>
   <extracomment>runs/starting.py</extracomment>
   <source>Nothing of {title} fits this network: no layer has the name and the shapes of one there. Start with new weights instead.</source>
   <translation>{title}에는 이 신경망에 맞는 것이 없습니다. 이름과 형태가 같은 층이 없습니다. 새 가중치로 시작하세요.</translation>
  </message>
  <message>
   <extracomment>runs/starting.py</extracomment>
   <source> and {count} more</source>
   <translation> 외 {count}개</translation>
  </message>
  <message>
   <extracomment>runs/stop_at_value.py</extracomment>
   <source>{monitor} is {current:.4g}, and {value:g} was asked for</source>
   <translation>{monitor}이(가) {current:.4g}이고, 목표는 {value:g}였습니다</translation>
  </message>
  <message>
   <extracomment>runs/table_reader.py</extracomment>
   <source>needs more memory than a file of data may take here</source>
   <translation>여기서 데이터 파일에 허용된 것보다 많은 메모리가 필요합니다</translation>
  </message>
  <message>
   <extracomment>runs/table_reader.py</extracomment>
   <source>holds one array: save the labels beside it as y.npy, or both in one file with np.savez(file, x=x, y=y)</source>
   <translation>배열이 하나뿐입니다: 레이블을 그 옆에 y.npy로 저장하거나, np.savez(file, x=x, y=y)로 둘을 한 파일에 저장하세요</translation>
  </message>
  <message>
   <extracomment>runs/table_reader.py</extracomment>
   <source>the table is larger than 256 MB</source>
   <translation>표가 256 MB보다 큽니다</translation>
  </message>
  <message>
   <extracomment>runs/table_reader.py</extracomment>
   <source>the table has more than {count:,} cells</source>
   <translation>표의 칸이 {count:,}개를 넘습니다</translation>
  </message>
  <message>
   <extracomment>runs/targets.py</extracomment>
   <source>The model's output has the shape {output_shape} for one sample, but the data have one class or value each: end the network with Flatten or GlobalAveragePooling2D and a Dense layer.</source>
   <translation>모델의 출력 형태가 샘플 하나당 {output_shape}인데 데이터는 샘플마다 클래스나 값이 하나입니다. 신경망 끝에 Flatten이나 GlobalAveragePooling2D와 Dense 층을 두세요.</translation>
  </message>
  <message>
   <extracomment>runs/targets.py</extracomment>
   <source>The data have {classes} classes, but the output has {units} units: give the last layer {classes} units.</source>
   <translation>데이터의 클래스는 {classes}개인데 출력 유닛은 {units}개입니다. 마지막 층의 유닛을 {classes}개로 하세요.</translation>
  </message>
  <message>
   <extracomment>runs/targets.py</extracomment>
   <source>The network gives back what it takes, so it is an autoencoder, but the loss wants classes: choose mse or binary_crossentropy.</source>
   <translation>입력을 그대로 되돌려 주는 오토인코더인데 손실이 클래스를 요구합니다: mse나 binary_crossentropy를 고르세요.</translation>
  </message>
  <message>
   <extracomment>runs/targets.py</extracomment>
   <source>The data have one value per sample, but the output has {units} units: use Dense(1).</source>
   <translation>데이터는 샘플마다 값이 하나인데 출력 유닛은 {units}개입니다: Dense(1)을 쓰세요.</translation>
  </message>
  <message>
   <extracomment>runs/targets.py</extracomment>
   <source>The data have {count} classes, but the output has one unit only: use Dense({count}, activation='softmax') and sparse_categorical_crossentropy.</source>
   <translation>데이터의 클래스는 {count}개인데 출력 유닛이 하나뿐입니다: Dense({count}, activation='softmax')와 sparse_categorical_crossentropy를 쓰세요.</translation>
  </message>
  <message>
   <extracomment>runs/targets.py</extracomment>
   <source>The output has one unit only, and so categorical_crossentropy cannot learn: use binary_crossentropy.</source>
   <translation>출력 유닛이 하나뿐이라 categorical_crossentropy로는 학습할 수 없습니다. binary_crossentropy를 쓰세요.</translation>
  </message>
  <message>
   <extracomment>startup.py</extracomment>
   <source>PySide6 {version} crashes on Python {python}; install an earlier one: pip install 'PySide6-Essentials&gt;=6.10,&lt;6.12'</source>
   <translation>PySide6 {version}은(는) Python {python}에서 비정상 종료됩니다. 이전 버전을 설치하세요: pip install 'PySide6-Essentials&gt;=6.10,&lt;6.12'</translation>
  </message>
  <message>
   <extracomment>startup.py</extracomment>
   <source>there is no display to open a window on; use the commands that need none: layerloom demo, train, classify, summary.</source>
   <translation>창을 열 화면이 없습니다. 화면이 필요 없는 명령을 쓰세요: layerloom demo, train, classify, summary.</translation>
  </message>
  <message>
   <extracomment>startup.py</extracomment>
   <source>Qt cannot be loaded ({error}); on Debian and Ubuntu this installs what it needs: sudo apt-get install libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0</source>
   <translation>Qt를 불러올 수 없습니다 ({error}). Debian과 Ubuntu에서는 이렇게 필요한 것을 설치합니다: sudo apt-get install libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0</translation>
  </message>
  <message>
   <extracomment>training/archive.py</extracomment>
   <source>cannot be deleted ({cause})</source>
   <translation>삭제할 수 없습니다({cause})</translation>
  </message>
  <message>
   <extracomment>training/archive.py</extracomment>
   <source>cannot be brought back ({cause})</source>
   <translation>되살릴 수 없습니다({cause})</translation>
  </message>
  <message>
   <extracomment>training/background.py</extracomment>
   <source>{task} failed unexpectedly: {kind}: {error}</source>
   <translation>{task} 작업이 예상하지 못하게 실패했습니다: {kind}: {error}</translation>
  </message>
  <message>
   <extracomment>training/checks.py</extracomment>
   <source>There is nothing to train: draw a network first.</source>
   <translation>학습할 것이 없습니다. 먼저 신경망을 그리세요.</translation>
  </message>
  <message>
   <extracomment>training/checks.py</extracomment>
   <source>The drawing has a problem: {message}{others}</source>
   <translation>그림에 문제가 있습니다: {message}{others}</translation>
  </message>
  <message>
   <extracomment>training/checks.py</extracomment>
   <source>The network has no output: connect the Input layer with at least one other layer.</source>
   <translation>신경망에 출력이 없습니다: Input 층을 다른 층에 연결하세요.</translation>
  </message>
  <message>
   <extracomment>training/checks.py</extracomment>
   <source>There are no data: choose a folder of images in the Data mode.</source>
   <translation>데이터가 없습니다. 데이터 모드에서 이미지 폴더를 고르세요.</translation>
  </message>
  <message>
   <extracomment>training/checks.py</extracomment>
   <source>There are no data: choose a file of arrays or a table in the Data mode.</source>
   <translation>데이터가 없습니다. 데이터 모드에서 배열이나 표 파일을 고르세요.</translation>
  </message>
  <message>
   <extracomment>training/checks.py</extracomment>
   <source> ({more} more problem{plural} in the list.)</source>
   <translation> (목록에 문제가 {more}개 더 있습니다.)</translation>
  </message>
  <message>
   <extracomment>training/checks.py</extracomment>
   <source>The shapes of the drawing are not known; look at its list of problems.</source>
   <translation>그림의 형태를 알 수 없습니다. 문제 목록을 보세요.</translation>
  </message>
  <message>
   <extracomment>training/controller.py</extracomment>
   <source>Training {name} for {epochs} epoch{plural}</source>
   <translation>{name}: 에포크 {epochs}개 학습 시작</translation>
  </message>
  <message>
   <extracomment>training/controller.py</extracomment>
   <source>Training ended: {message}</source>
   <translation>학습 끝남: {message}</translation>
  </message>
  <message>
   <extracomment>training/controller.py</extracomment>
   <source>A training is running already; stop it first.</source>
   <translation>이미 학습 중입니다. 먼저 멈추세요.</translation>
  </message>
  <message>
   <extracomment>training/history_file.py</extracomment>
   <source>it holds no curves: a list of numbers for each metric</source>
   <translation>곡선이 없습니다. 지표마다 숫자 목록이 있어야 합니다</translation>
  </message>
  <message>
   <extracomment>training/history_file.py</extracomment>
   <source>it is larger than 64 MB</source>
   <translation>64 MB보다 큽니다</translation>
  </message>
  <message>
   <extracomment>training/record.py</extracomment>
   <source>{title} as trained{epoch}</source>
   <translation>학습한 그대로의 {title}{epoch}</translation>
  </message>
  <message>
   <extracomment>training/record.py</extracomment>
   <source>Epoch {number}{of}: {parts}.</source>
   <translation>에포크 {number}{of}: {parts}.</translation>
  </message>
  <message>
   <extracomment>training/record.py</extracomment>
   <source>, epoch {model_epoch}</source>
   <translation>, {model_epoch}번째 에포크</translation>
  </message>
  <message>
   <extracomment>training/record.py</extracomment>
   <source>No epoch is finished yet.</source>
   <translation>아직 끝난 에포크가 없습니다.</translation>
  </message>
  <message>
   <extracomment>training/record.py</extracomment>
   <source> Best epoch {best_epoch}.</source>
   <translation> 가장 좋은 에포크: {best_epoch}.</translation>
  </message>
  <message>
   <extracomment>training/record.py</extracomment>
   <source> Stopped after epoch {stopped_epoch}.</source>
   <translation> {stopped_epoch}번째 에포크 뒤에 멈춤.</translation>
  </message>
  <message>
   <extracomment>training/record.py</extracomment>
   <source>{epochs} epoch{plural} in {took}{best}.</source>
   <translation>에포크 {epochs}개, {took}{best}.</translation>
  </message>
  <message>
   <extracomment>training/record.py</extracomment>
   <source>; the best was epoch {best_epoch}</source>
   <translation> (최고: {best_epoch}번째 에포크)</translation>
  </message>
  <message>
   <extracomment>training/saving.py</extracomment>
   <source>There is no trained model to save: train the network first.</source>
   <translation>저장할 학습된 모델이 없습니다. 먼저 신경망을 학습시키세요.</translation>
  </message>
  <message>
   <extracomment>training/saving.py</extracomment>
   <source>The last weights of this run were not kept.</source>
   <translation>이 실행의 마지막 가중치는 남아 있지 않습니다.</translation>
  </message>
  <message>
   <extracomment>training/series.py</extracomment>
   <source>Type the values to try, with commas between them, such as 0.1, 0.01.</source>
   <translation>시험할 값을 쉼표로 나누어 적으세요, 예: 0.1, 0.01.</translation>
  </message>
  <message>
   <extracomment>training/series.py</extracomment>
   <source>These are {count} trainings, more than {most}: try fewer values.</source>
   <translation>학습이 {count}번으로 {most}번보다 많습니다. 값을 줄이세요.</translation>
  </message>
  <message>
   <extracomment>training/series.py</extracomment>
   <source>{key} must be a number from 0 up, got {value!r}.</source>
   <translation>{key}은(는) 0 이상의 수여야 하는데 {value!r}입니다.</translation>
  </message>
  <message>
   <extracomment>training/series.py</extracomment>
   <source>There is no optimizer called {name!r}.</source>
   <translation>{name!r}이라는 옵티마이저가 없습니다.</translation>
  </message>
  <message>
   <extracomment>training/start_points.py</extracomment>
   <source>the interrupted training after epoch {epoch}</source>
   <translation>중단된 학습({epoch}번째 에포크까지)</translation>
  </message>
  <message>
   <extracomment>training/start_points.py</extracomment>
   <source>the checkpoint of epoch {epoch}</source>
   <translation>{epoch}번째 에포크의 체크포인트</translation>
  </message>
  <message>
   <extracomment>training/start_points.py</extracomment>
   <source>the last training, epoch {number}</source>
   <translation>마지막 학습, {number}번째 에포크</translation>
  </message>
  <message>
   <extracomment>training/start_points.py</extracomment>
   <source>Weights of {title}</source>
   <translation>{title}의 가중치</translation>
  </message>
  <message>
   <extracomment>training/worker.py</extracomment>
   <source>The training ended unexpectedly: {name}: {error}</source>
   <translation>학습이 예상하지 못하게 끝났습니다: {name}: {error}</translation>
  </message>
  <message>
   <extracomment>undo.py</extracomment>
   <source>Undone: {edit}.</source>
   <translation>실행 취소: {edit}</translation>
  </message>
  <message>
   <extracomment>undo.py</extracomment>
   <source>Made again: {edit}.</source>
   <translation>다시 실행: {edit}</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{file}: no class in it derives from keras.layers.Layer or keras.callbacks.Callback, so it brings nothing.</source>
   <translation>{file}: keras.layers.Layer나 keras.callbacks.Callback을 물려받은 클래스가 없어 쓸 것이 없습니다.</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{file}, line {line}</source>
   <translation>{file}, {line}번째 줄</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>tf.{name} is not here, since Layerloom works without TensorFlow: use what tf.keras.ops has instead</source>
   <translation>Layerloom은 TensorFlow 없이 일하므로 tf.{name}은(는) 없습니다. 대신 tf.keras.ops에 있는 것을 쓰세요</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{file}, line {line}: another of your files has a class called {layer}; remove that file first, or give one of them another name.</source>
   <translation>{file}, {line}번째 줄: 다른 파일에도 {layer} 클래스가 있습니다. 그 파일을 먼저 제거하거나 이름을 바꾸세요.</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{where}: the module {module!r} is not installed here.</source>
   <translation>{where}: {module!r} 모듈이 설치되어 있지 않습니다.</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{file}: the file is larger than 1 MB, so it is no file with code of yours.</source>
   <translation>{file}: 파일이 1 MB보다 커서 직접 쓴 코드 파일이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{file}: the file is no text, so it is no Python.</source>
   <translation>{file}: 텍스트가 아니므로 Python 파일이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{file}, line {line}: this is no valid Python ({cause}).</source>
   <translation>{file}, {line}번째 줄: 올바른 Python이 아닙니다 ({cause}).</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{file}: this is no valid Python ({cause}).</source>
   <translation>{file}: 올바른 Python이 아닙니다 ({cause}).</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{file}, line {line}: there is a layer called {layer} already; give yours another name.</source>
   <translation>{file}, {line}번째 줄: {layer}(이)라는 층이 이미 있습니다. 다른 이름을 주세요.</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{file}, line {line}: there is a callback called {layer} already; give yours another name.</source>
   <translation>{file}, {line}번째 줄: {layer} 콜백이 이미 있습니다. 다른 이름을 쓰세요.</translation>
  </message>
  <message>
   <extracomment>user_layers.py</extracomment>
   <source>{file}, line {line}: {module} is not here, since Layerloom works without TensorFlow; only its tensorflow.keras is.</source>
   <translation>{file}, {line}번째 줄: Layerloom은 TensorFlow 없이 일하므로 {module}은(는) 없고 tensorflow.keras만 있습니다.</translation>
  </message>
  <message>
   <extracomment>widgets/lines_dialog.py</extracomment>
   <source>Take the text (Ctrl+Enter)</source>
   <translation>이 글을 사용합니다 (Ctrl+Enter)</translation>
  </message>
  <message>
   <extracomment>widgets/number_box.py</extracomment>
   <source>A number is needed here.</source>
   <translation>숫자를 입력해야 합니다.</translation>
  </message>
  <message>
   <extracomment>widgets/number_box.py</extracomment>
   <source>“{text}” is no finite number.</source>
   <translation>“{text}”: 유한한 숫자가 아닙니다.</translation>
  </message>
  <message>
   <extracomment>widgets/number_box.py</extracomment>
   <source>“{text}” is no number.</source>
   <translation>“{text}”: 숫자가 아닙니다.</translation>
  </message>
 </context>
</TS>
