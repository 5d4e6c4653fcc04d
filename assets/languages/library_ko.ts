<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
 <context>
  <name>Layerloom</name>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Passes positive values on and sets negative ones to 0</source>
   <translation>양수는 그대로, 음수는 0으로 만듭니다</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Max value</source>
   <translation>최댓값 제한</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Largest output; None for no limit.</source>
   <translation>가장 큰 출력값. None이면 제한이 없습니다.</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Negative slope</source>
   <translation>음수 기울기</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Slope of the line below the threshold; 0 for a flat one.</source>
   <translation>임곗값 아래에서 직선의 기울기. 0이면 평평합니다.</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Threshold</source>
   <translation>임곗값</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Values below it count as negative.</source>
   <translation>이보다 작은 값은 음수로 칩니다.</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Activity regularizer</source>
   <translation>출력 규제</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Penalty on the layer's output.</source>
   <translation>층의 출력에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Trainable</source>
   <translation>학습 여부</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Whether training changes the weights.</source>
   <translation>학습이 가중치를 바꾸는지 여부.</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Dtype</source>
   <translation>자료형 (dtype)</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Number type to compute in; the default is float32.</source>
   <translation>계산에 쓰는 숫자 종류. 기본값은 float32입니다.</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>Name</source>
   <translation>이름</translation>
  </message>
  <message>
   <extracomment>layer ReLU</extracomment>
   <source>The layer's name, unique in its model.</source>
   <translation>층의 이름. 모델 안에서 하나뿐이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer LeakyReLU</extracomment>
   <source>Passes positive values on and multiplies negative ones by a small slope</source>
   <translation>양수는 그대로, 음수에는 작은 기울기를 곱합니다</translation>
  </message>
  <message>
   <extracomment>layer LeakyReLU</extracomment>
   <source>Slope of the line below 0.</source>
   <translation>0 아래에서 직선의 기울기.</translation>
  </message>
  <message>
   <extracomment>layer ELU</extracomment>
   <source>Passes positive values on and bends negative ones towards -alpha</source>
   <translation>양수는 그대로, 음수는 -alpha 쪽으로 휘게 합니다</translation>
  </message>
  <message>
   <extracomment>layer ELU</extracomment>
   <source>Alpha</source>
   <translation>알파</translation>
  </message>
  <message>
   <extracomment>layer ELU</extracomment>
   <source>The limit for large negative values, without its sign.</source>
   <translation>큰 음수에서 다가가는 한계값(부호 없이).</translation>
  </message>
  <message>
   <extracomment>layer Softmax</extracomment>
   <source>Turns numbers into probabilities that add up to 1 along an axis</source>
   <translation>한 축을 따라 합이 1인 확률로 바꿉니다</translation>
  </message>
  <message>
   <extracomment>layer Softmax</extracomment>
   <source>Axis</source>
   <translation>축 </translation>
  </message>
  <message>
   <extracomment>layer Softmax</extracomment>
   <source>The axis of the classes; several axes count as one.</source>
   <translation>클래스의 축. 여러 축은 하나로 칩니다.</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling1D</extracomment>
   <source>Takes means over as many windows as wanted, whatever the length of the sequences</source>
   <translation>시퀀스 길이와 관계없이 원하는 수의 창에서 평균을 냅니다</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling1D</extracomment>
   <source>Output size</source>
   <translation>출력 크기</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling1D</extracomment>
   <source>Number of steps of the output.</source>
   <translation>출력의 스텝 수.</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling1D</extracomment>
   <source>Data format</source>
   <translation>데이터 형식</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling1D</extracomment>
   <source>Where sequences keep their channels.</source>
   <translation>시퀀스에서 채널이 놓인 자리.</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling2D</extracomment>
   <source>Takes means over as many windows as wanted, whatever the size of the images</source>
   <translation>이미지 크기와 관계없이 원하는 수의 창에서 평균을 냅니다</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling2D</extracomment>
   <source>Height and width of the output; one number for both.</source>
   <translation>출력의 높이와 너비. 숫자 하나면 둘 다 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling2D</extracomment>
   <source>Where images keep their channels.</source>
   <translation>이미지에서 채널이 놓인 자리.</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling3D</extracomment>
   <source>Takes means over as many windows as wanted, whatever the size of the volumes</source>
   <translation>볼륨 크기와 관계없이 원하는 수의 창에서 평균을 냅니다</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling3D</extracomment>
   <source>Depth, height and width of the output; one number for all.</source>
   <translation>출력의 깊이, 높이, 너비. 숫자 하나면 모두 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveAveragePooling3D</extracomment>
   <source>Where volumes keep their channels.</source>
   <translation>볼륨에서 채널이 놓인 자리.</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveMaxPooling1D</extracomment>
   <source>Takes the greatest values over as many windows as wanted, whatever the length of the sequences</source>
   <translation>시퀀스 길이와 관계없이 원하는 수의 창에서 최댓값을 냅니다</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveMaxPooling2D</extracomment>
   <source>Takes the greatest values over as many windows as wanted, whatever the size of the images</source>
   <translation>이미지 크기와 관계없이 원하는 수의 창에서 최댓값을 냅니다</translation>
  </message>
  <message>
   <extracomment>layer AdaptiveMaxPooling3D</extracomment>
   <source>Takes the greatest values over as many windows as wanted, whatever the size of the volumes</source>
   <translation>볼륨 크기와 관계없이 원하는 수의 창에서 최댓값을 냅니다</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Dense layer over any axes: activation(einsum(equation, input, kernel) + bias)</source>
   <translation>임의의 축에 대한 Dense: activation(einsum(equation, input, kernel) + bias)</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Equation</source>
   <translation>식</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Letters for the axes of input, kernel and output: ``input,kernel-&gt;output``.</source>
   <translation>입력, 커널, 출력의 축을 나타내는 글자: ``input,kernel-&gt;output``.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Output shape</source>
   <translation>출력 형태</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Sizes of the output without the batch; None where the input's size is kept.</source>
   <translation>배치를 뺀 출력의 크기. None이면 입력의 크기를 그대로 둡니다.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Activation</source>
   <translation>활성화</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Function applied to the outputs.</source>
   <translation>출력에 적용하는 함수.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Bias axes</source>
   <translation>편향의 축</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Letters of the output axes that have a bias of their own; None for no bias.</source>
   <translation>편향을 따로 갖는 출력 축의 글자. None이면 편향이 없습니다.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Kernel initializer</source>
   <translation>커널 초기화</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>How the kernel's values start.</source>
   <translation>커널을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Bias initializer</source>
   <translation>편향 초기화</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>How the bias's values start.</source>
   <translation>편향을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Kernel regularizer</source>
   <translation>커널 규제</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Penalty on the kernel.</source>
   <translation>커널에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Bias regularizer</source>
   <translation>편향 규제</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Penalty on the bias.</source>
   <translation>편향에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Kernel constraint</source>
   <translation>커널 제약</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Projection of the kernel after each update.</source>
   <translation>갱신할 때마다 커널을 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Bias constraint</source>
   <translation>편향 제약</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Projection of the bias after each update.</source>
   <translation>갱신할 때마다 편향을 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Penalty on the output.</source>
   <translation>출력에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Lora rank</source>
   <translation>LoRA 랭크</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Number of columns of ``a`` and rows of ``b``; with it the layer's main weight does not learn.</source>
   <translation>``a``의 열과 ``b``의 행의 수. 이것을 쓰면 층의 주된 가중치는 학습하지 않습니다.</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>Lora alpha</source>
   <translation>LoRA 알파</translation>
  </message>
  <message>
   <extracomment>layer EinsumDense</extracomment>
   <source>The adapter counts with ``lora_alpha / lora_rank``; the rank by default.</source>
   <translation>어댑터의 비중은 ``lora_alpha / lora_rank``입니다. 기본값은 랭크와 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Multi-head attention in which groups of query heads share one head of keys and values, which saves weights</source>
   <translation>쿼리 헤드 묶음이 키와 값 헤드를 함께 써서 가중치를 아끼는 멀티 헤드 어텐션</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Head dim</source>
   <translation>헤드 차원</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Size of each head.</source>
   <translation>헤드 하나의 크기.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Num query heads</source>
   <translation>쿼리 헤드 수</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Number of query heads.</source>
   <translation>쿼리 헤드의 수.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Num key value heads</source>
   <translation>키·값 헤드 수</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Number of heads of keys and values; it divides the query heads.</source>
   <translation>키와 값 헤드의 수. 쿼리 헤드의 수를 나누어떨어지게 해야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Dropout</source>
   <translation>드롭아웃</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Share of the attention to drop while training.</source>
   <translation>학습 중에 버리는 어텐션의 비율.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Use bias</source>
   <translation>편향 사용</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Whether the projections add a bias.</source>
   <translation>투영에 편향을 더할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Sliding window</source>
   <translation>슬라이딩 윈도</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>A query sees only values less than this number of steps away; None for no limit.</source>
   <translation>쿼리는 이 스텝 수보다 가까운 값만 봅니다. None이면 제한이 없습니다.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>How the kernels of the projections start.</source>
   <translation>투영의 커널을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>How the biases of the projections start.</source>
   <translation>투영의 편향을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Penalty on the kernels.</source>
   <translation>커널들에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Penalty on the biases.</source>
   <translation>편향들에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Penalty on the outputs of the projections.</source>
   <translation>투영의 출력에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Projection of the kernels after each update.</source>
   <translation>갱신할 때마다 커널들을 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Projection of the biases after each update.</source>
   <translation>갱신할 때마다 편향들을 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Use gate</source>
   <translation>게이트 사용</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Whether a learned gate of the query scales the result.</source>
   <translation>쿼리에서 학습한 게이트로 결과의 크기를 조절할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Seed</source>
   <translation>시드</translation>
  </message>
  <message>
   <extracomment>layer GroupQueryAttention</extracomment>
   <source>Makes the dropout reproducible.</source>
   <translation>드롭아웃을 다시 똑같이 만들 수 있게 합니다.</translation>
  </message>
  <message>
   <extracomment>layer MultiHeadAttention</extracomment>
   <source>Lets each step of a sequence look at the steps of another one, or of itself, with several heads</source>
   <translation>시퀀스의 각 스텝이 다른 시퀀스나 자기 자신의 스텝을 여러 헤드로 봅니다</translation>
  </message>
  <message>
   <extracomment>layer MultiHeadAttention</extracomment>
   <source>Num heads</source>
   <translation>헤드 수</translation>
  </message>
  <message>
   <extracomment>layer MultiHeadAttention</extracomment>
   <source>Number of heads.</source>
   <translation>헤드의 수.</translation>
  </message>
  <message>
   <extracomment>layer MultiHeadAttention</extracomment>
   <source>Key dim</source>
   <translation>키 차원</translation>
  </message>
  <message>
   <extracomment>layer MultiHeadAttention</extracomment>
   <source>Size of each head's queries and keys.</source>
   <translation>헤드마다 쿼리와 키의 크기.</translation>
  </message>
  <message>
   <extracomment>layer MultiHeadAttention</extracomment>
   <source>Value dim</source>
   <translation>값 차원</translation>
  </message>
  <message>
   <extracomment>layer MultiHeadAttention</extracomment>
   <source>Size of each head's values; None for that of the keys.</source>
   <translation>헤드마다 값의 크기. None이면 키와 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer MultiHeadAttention</extracomment>
   <source>Sizes of the output behind the query's axes; None for the query's features.</source>
   <translation>쿼리의 축 뒤에 오는 출력의 크기. None이면 쿼리의 특성 수와 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer MultiHeadAttention</extracomment>
   <source>Attention axes</source>
   <translation>어텐션 축</translation>
  </message>
  <message>
   <extracomment>layer MultiHeadAttention</extracomment>
   <source>Axes along which to attend; None for all but batch and features.</source>
   <translation>어텐션을 적용하는 축. None이면 배치와 특성을 뺀 모든 축입니다.</translation>
  </message>
  <message>
   <extracomment>layer Attention</extracomment>
   <source>Averages values by how well their keys fit a query, as the scalar product tells (Luong's attention)</source>
   <translation>쿼리와 키의 내적으로 값을 가중 평균합니다 (Luong 어텐션)</translation>
  </message>
  <message>
   <extracomment>layer Attention</extracomment>
   <source>Use scale</source>
   <translation>배율 사용</translation>
  </message>
  <message>
   <extracomment>layer Attention</extracomment>
   <source>Whether a learned factor scales the scores.</source>
   <translation>학습한 배율로 점수의 크기를 조절할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer Attention</extracomment>
   <source>Score mode</source>
   <translation>점수 방식</translation>
  </message>
  <message>
   <extracomment>layer Attention</extracomment>
   <source>"dot" for the scalar product, "concat" for the sum of tanh(query + key).</source>
   <translation>"dot"은 스칼라곱, "concat"은 tanh(query + key)의 합입니다.</translation>
  </message>
  <message>
   <extracomment>layer AdditiveAttention</extracomment>
   <source>Averages values by how well their keys fit a query, as a sum of tanh(query + key) tells (Bahdanau's attention)</source>
   <translation>tanh(쿼리 + 키)의 합으로 값을 가중 평균합니다 (Bahdanau 어텐션)</translation>
  </message>
  <message>
   <extracomment>layer AdditiveAttention</extracomment>
   <source>Whether learned factors scale the features.</source>
   <translation>학습한 배율들로 특성의 크기를 조절할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Slides learned filters along sequences: each finds one pattern at any step</source>
   <translation>학습한 필터를 시퀀스를 따라 움직이며 어느 스텝에서나 패턴을 찾습니다</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Filters</source>
   <translation>필터</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Number of output channels.</source>
   <translation>출력 채널의 수.</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Kernel size</source>
   <translation>커널 크기</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Length of the window.</source>
   <translation>창의 길이.</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Strides</source>
   <translation>스트라이드</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Steps from one window to the next.</source>
   <translation>한 창에서 다음 창까지의 스텝 수.</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Padding</source>
   <translation>패딩</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>"valid" for none, "same" to pad with zeros so that strides of 1 keep the size, "causal" to pad before the sequence alone, so that no step sees later ones.</source>
   <translation>"valid"는 채우지 않고, "same"은 스트라이드가 1이면 크기가 유지되도록 0으로 채우며, "causal"은 시퀀스 앞쪽만 채워 어떤 스텝도 뒤의 스텝을 보지 못하게 합니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Dilation rate</source>
   <translation>팽창률</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Steps between the steps that a window looks at; needs strides of 1 where above 1.</source>
   <translation>창이 보는 스텝 사이의 간격. 1보다 크면 스트라이드는 1이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Groups</source>
   <translation>그룹 수</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Number of groups of channels that are filtered apart; divides channels and filters.</source>
   <translation>따로 거르는 채널 그룹의 수. 채널 수와 필터 수를 나누어떨어지게 해야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv1D</extracomment>
   <source>Whether to add a bias to each filter.</source>
   <translation>필터마다 편향을 더할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer Conv2D</extracomment>
   <source>Slides learned filters over images: each finds one pattern everywhere</source>
   <translation>학습한 필터를 이미지 위로 움직이며 위치에 상관없이 패턴을 찾습니다</translation>
  </message>
  <message>
   <extracomment>layer Conv2D</extracomment>
   <source>Height and width of the window; one number for a square window.</source>
   <translation>창의 높이와 너비. 숫자 하나면 정사각형입니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv2D</extracomment>
   <source>Steps from one window to the next, down and across.</source>
   <translation>한 창에서 다음 창까지 아래로, 옆으로 움직이는 칸 수.</translation>
  </message>
  <message>
   <extracomment>layer Conv2D</extracomment>
   <source>"valid" for none, "same" to pad with zeros so that strides of 1 keep the size.</source>
   <translation>"valid"는 채우지 않고, "same"은 스트라이드가 1이면 크기가 유지되도록 0으로 채웁니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv2D</extracomment>
   <source>Steps between the pixels that a window looks at; needs strides of 1 where above 1.</source>
   <translation>창이 보는 픽셀 사이의 간격. 1보다 크면 스트라이드는 1이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv3D</extracomment>
   <source>Slides learned filters through volumes: each finds one pattern everywhere</source>
   <translation>학습한 필터를 볼륨 안에서 움직이며 위치에 상관없이 패턴을 찾습니다</translation>
  </message>
  <message>
   <extracomment>layer Conv3D</extracomment>
   <source>Depth, height and width of the window; one number for a cube.</source>
   <translation>창의 깊이, 높이, 너비. 숫자 하나면 정육면체입니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv3D</extracomment>
   <source>Steps from one window to the next along each axis.</source>
   <translation>한 창에서 다음 창까지 축마다 움직이는 칸 수.</translation>
  </message>
  <message>
   <extracomment>layer Conv3D</extracomment>
   <source>Steps between the places that a window looks at; needs strides of 1 where above 1.</source>
   <translation>창이 보는 자리 사이의 간격. 1보다 크면 스트라이드는 1이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv1DTranspose</extracomment>
   <source>Writes learned patterns along a longer sequence: the way back of a Conv1D</source>
   <translation>학습한 패턴을 더 긴 시퀀스에 씁니다: Conv1D의 반대 방향</translation>
  </message>
  <message>
   <extracomment>layer Conv1DTranspose</extracomment>
   <source>Steps in the output from one pattern to the next: how many times larger it becomes.</source>
   <translation>출력에서 한 패턴에서 다음 패턴까지의 칸 수. 곧 몇 배로 커지는지입니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv1DTranspose</extracomment>
   <source>"valid" keeps all that is written, "same" cuts the borders off so that the size is multiplied by the strides.</source>
   <translation>"valid"는 쓴 것을 모두 남기고, "same"은 크기가 스트라이드 배가 되도록 가장자리를 잘라 냅니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv1DTranspose</extracomment>
   <source>Output padding</source>
   <translation>출력 패딩</translation>
  </message>
  <message>
   <extracomment>layer Conv1DTranspose</extracomment>
   <source>Outputs more than needed, fewer than the strides; by default as many as take the sizes that a convolution makes back to those before it.</source>
   <translation>필요한 것보다 더 내는 출력의 수로, 스트라이드보다 작습니다. 기본값은 합성곱이 줄인 크기를 원래대로 되돌리는 만큼입니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv1DTranspose</extracomment>
   <source>Steps between the steps of a pattern; needs strides of 1 where above 1.</source>
   <translation>패턴의 스텝 사이의 간격. 1보다 크면 스트라이드는 1이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv2DTranspose</extracomment>
   <source>Writes learned patterns into a larger image: the way back of a Conv2D</source>
   <translation>학습한 패턴을 더 큰 이미지에 씁니다: Conv2D의 반대 방향</translation>
  </message>
  <message>
   <extracomment>layer Conv2DTranspose</extracomment>
   <source>Steps between the pixels of a pattern; needs strides of 1 where above 1.</source>
   <translation>패턴의 픽셀 사이의 간격. 1보다 크면 스트라이드는 1이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer Conv3DTranspose</extracomment>
   <source>Writes learned patterns into a larger volume: the way back of a Conv3D</source>
   <translation>학습한 패턴을 더 큰 볼륨에 씁니다: Conv3D의 반대 방향</translation>
  </message>
  <message>
   <extracomment>layer Conv3DTranspose</extracomment>
   <source>Steps between the places of a pattern; needs strides of 1 where above 1.</source>
   <translation>패턴의 자리 사이의 간격. 1보다 크면 스트라이드는 1이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer StackedRNNCells</extracomment>
   <source>Makes one cell of several, each fed with the output of the one below</source>
   <translation>여러 셀을 쌓아 하나로 만듭니다</translation>
  </message>
  <message>
   <extracomment>layer StackedRNNCells</extracomment>
   <source>Cells</source>
   <translation>셀들</translation>
  </message>
  <message>
   <extracomment>layer StackedRNNCells</extracomment>
   <source>The cells, lowest first.</source>
   <translation>셀들. 맨 아래 것이 먼저입니다.</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Runs a cell, built in or your own, over the time steps of a sequence</source>
   <translation>내장 셀이나 직접 만든 셀을 시퀀스의 스텝마다 실행합니다</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Cell</source>
   <translation>셀</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>A cell, or a list of cells to be stacked: a layer with ``call(inputs, states)`` that returns an output and new states, and with the attribute ``state_size``.</source>
   <translation>셀 하나 또는 쌓을 셀의 목록: ``call(inputs, states)``이(가) 출력과 새 상태를 돌려주고 ``state_size`` 속성이 있는 층입니다.</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Return sequences</source>
   <translation>시퀀스 출력</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Whether to give the output of every time step, not only the last.</source>
   <translation>마지막 출력만이 아니라 모든 시간 스텝의 출력을 낼지 여부.</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Return state</source>
   <translation>상태 출력</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Whether to give the last states after the output.</source>
   <translation>출력 뒤에 마지막 상태를 함께 낼지 여부.</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Go backwards</source>
   <translation>거꾸로 읽기</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Whether to read the sequence from its end; the outputs come in that order, too.</source>
   <translation>시퀀스를 끝에서부터 읽을지 여부. 출력도 그 순서로 나옵니다.</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Stateful</source>
   <translation>상태 유지</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Whether a batch starts with the states that the batch before ended with.</source>
   <translation>배치가 앞 배치의 마지막 상태에서 시작할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Unroll</source>
   <translation>펼치기</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Accepted for Keras's sake; it makes no difference here.</source>
   <translation>Keras와 맞추려고 받을 뿐, 여기서는 차이가 없습니다.</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Zero output for mask</source>
   <translation>마스크에 0 출력</translation>
  </message>
  <message>
   <extracomment>layer RNN</extracomment>
   <source>Whether masked time steps give zeros rather than the output before them.</source>
   <translation>마스크된 시간 스텝이 앞의 출력 대신 0을 낼지 여부.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>One step of the layer GRU</source>
   <translation>GRU 층의 한 스텝</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Units</source>
   <translation>유닛</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Number of outputs, and of values in each state.</source>
   <translation>출력의 수이자 각 상태에 든 값의 수.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Function applied to what goes into the state.</source>
   <translation>상태로 들어가는 것에 적용하는 함수.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Recurrent activation</source>
   <translation>순환 활성화</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Function applied to the gates.</source>
   <translation>게이트에 적용하는 함수.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Whether to add a bias.</source>
   <translation>편향을 더할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>How the kernel, which multiplies the inputs, starts.</source>
   <translation>입력에 곱하는 커널을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Recurrent initializer</source>
   <translation>순환 초기화</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>How the recurrent kernel, which multiplies the state, starts.</source>
   <translation>상태에 곱하는 순환 커널을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Recurrent regularizer</source>
   <translation>순환 규제</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Penalty on the recurrent kernel.</source>
   <translation>순환 커널에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Recurrent constraint</source>
   <translation>순환 제약</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Projection of the recurrent kernel after each update.</source>
   <translation>갱신할 때마다 순환 커널을 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Share of the inputs to drop while training, the same ones at every time step.</source>
   <translation>학습 중에 버리는 입력의 비율. 모든 시간 스텝에서 같은 것을 버립니다.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Recurrent dropout</source>
   <translation>순환 드롭아웃</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Share of the state to drop while training, the same at every time step; slow.</source>
   <translation>학습 중에 버리는 상태의 비율. 모든 시간 스텝에서 같으며, 느립니다.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Reset after</source>
   <translation>곱한 뒤 리셋</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Whether the reset gate acts after the recurrent product (as CuDNN has it) or before.</source>
   <translation>리셋 게이트가 순환 곱의 뒤에(CuDNN처럼) 작용할지, 앞에 작용할지.</translation>
  </message>
  <message>
   <extracomment>layer GRUCell</extracomment>
   <source>Makes the dropped shares reproducible.</source>
   <translation>버리는 부분을 다시 똑같이 만들 수 있게 합니다.</translation>
  </message>
  <message>
   <extracomment>layer GRU</extracomment>
   <source>Gated recurrent unit: two gates decide how much of the past to keep</source>
   <translation>게이트 순환 유닛: 두 게이트가 과거를 얼마나 남길지 정합니다</translation>
  </message>
  <message>
   <extracomment>layer LSTMCell</extracomment>
   <source>One step of the layer LSTM</source>
   <translation>LSTM 층의 한 스텝</translation>
  </message>
  <message>
   <extracomment>layer LSTMCell</extracomment>
   <source>Unit forget bias</source>
   <translation>망각 게이트 편향 1</translation>
  </message>
  <message>
   <extracomment>layer LSTMCell</extracomment>
   <source>Whether the forget gate's bias starts at 1, so that the memory lasts at first.</source>
   <translation>처음에 기억이 오래가도록 망각 게이트의 편향을 1에서 시작할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer LSTM</extracomment>
   <source>Long short-term memory: gates decide what to remember, to forget and to tell</source>
   <translation>장단기 기억: 무엇을 기억하고 잊고 내보낼지 게이트가 정합니다</translation>
  </message>
  <message>
   <extracomment>layer SimpleRNNCell</extracomment>
   <source>One step of the layer SimpleRNN</source>
   <translation>SimpleRNN 층의 한 스텝</translation>
  </message>
  <message>
   <extracomment>layer SimpleRNN</extracomment>
   <source>Fully connected recurrence: the output of a step goes back in at the next</source>
   <translation>완전 연결 순환: 한 스텝의 출력이 다음 스텝의 입력에 더해집니다</translation>
  </message>
  <message>
   <extracomment>layer ConvLSTM1D</extracomment>
   <source>LSTM over sequences of rows, which it filters with learned windows</source>
   <translation>학습한 창으로 걸러 내는, 행 시퀀스용 LSTM</translation>
  </message>
  <message>
   <extracomment>layer ConvLSTM1D</extracomment>
   <source>Size of the window along each axis; one number for all.</source>
   <translation>축마다 창의 크기. 숫자 하나면 모두 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer ConvLSTM1D</extracomment>
   <source>Steps from one window of the input to the next.</source>
   <translation>입력의 한 창에서 다음 창까지의 칸 수.</translation>
  </message>
  <message>
   <extracomment>layer ConvLSTM1D</extracomment>
   <source>"valid" for none, "same" to pad the input with zeros so that strides of 1 keep the size.</source>
   <translation>"valid"는 채우지 않고, "same"은 스트라이드가 1이면 크기가 유지되도록 입력을 0으로 채웁니다.</translation>
  </message>
  <message>
   <extracomment>layer ConvLSTM1D</extracomment>
   <source>Steps between the inputs that a window looks at; needs strides of 1 where above 1.</source>
   <translation>창이 보는 입력 사이의 간격. 1보다 크면 스트라이드는 1이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer ConvLSTM2D</extracomment>
   <source>LSTM over films, which it filters with learned windows</source>
   <translation>학습한 창으로 걸러 내는, 영상용 LSTM</translation>
  </message>
  <message>
   <extracomment>layer ConvLSTM3D</extracomment>
   <source>LSTM over sequences of volumes, which it filters with learned windows</source>
   <translation>학습한 창으로 걸러 내는, 볼륨 시퀀스용 LSTM</translation>
  </message>
  <message>
   <extracomment>layer Dense</extracomment>
   <source>Fully connected layer: activation(input x kernel + bias)</source>
   <translation>완전 연결 층: activation(input x kernel + bias)</translation>
  </message>
  <message>
   <extracomment>layer Dense</extracomment>
   <source>Number of outputs.</source>
   <translation>출력의 수.</translation>
  </message>
  <message>
   <extracomment>layer Activation</extracomment>
   <source>Applies an activation function, elementwise or along the last axis</source>
   <translation>활성화 함수를 원소마다 또는 마지막 축을 따라 적용합니다</translation>
  </message>
  <message>
   <extracomment>layer Activation</extracomment>
   <source>The function, for example ``"relu"`` or ``"softmax"``.</source>
   <translation>함수. 예를 들어 ``"relu"`` 또는 ``"softmax"``.</translation>
  </message>
  <message>
   <extracomment>layer Identity</extracomment>
   <source>Passes its input on unchanged</source>
   <translation>입력을 그대로 내보냅니다</translation>
  </message>
  <message>
   <extracomment>layer Cropping1D</extracomment>
   <source>Cuts off the first and last steps of sequences</source>
   <translation>시퀀스의 앞뒤 스텝을 잘라 냅니다</translation>
  </message>
  <message>
   <extracomment>layer Cropping1D</extracomment>
   <source>Cropping</source>
   <translation>잘라낼 크기</translation>
  </message>
  <message>
   <extracomment>layer Cropping1D</extracomment>
   <source>How many steps to cut off at the beginning and at the end; one number for both.</source>
   <translation>앞과 뒤에서 잘라 낼 스텝 수. 숫자 하나면 둘 다 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer Cropping2D</extracomment>
   <source>Cuts off the borders of images</source>
   <translation>이미지의 가장자리를 잘라 냅니다</translation>
  </message>
  <message>
   <extracomment>layer Cropping2D</extracomment>
   <source>One number for all sides, (height, width), or ((top, bottom), (left, right)).</source>
   <translation>모든 면에 숫자 하나, (높이, 너비) 또는 ((위, 아래), (왼쪽, 오른쪽)).</translation>
  </message>
  <message>
   <extracomment>layer Cropping3D</extracomment>
   <source>Cuts off the borders of volumes</source>
   <translation>볼륨의 가장자리를 잘라 냅니다</translation>
  </message>
  <message>
   <extracomment>layer Cropping3D</extracomment>
   <source>One number for all sides, one for each axis, or a pair (before, after) for each axis.</source>
   <translation>모든 면에 숫자 하나, 축마다 하나 또는 축마다 (앞, 뒤) 쌍.</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>Filters every channel of sequences apart: patterns along the steps, no mixing of channels</source>
   <translation>시퀀스의 채널마다 따로 거릅니다. 채널을 섞지 않습니다</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>Depth multiplier</source>
   <translation>깊이 배수</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>Number of filters for each channel.</source>
   <translation>채널마다 필터의 수.</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>Steps between the steps that a window looks at.</source>
   <translation>창이 보는 스텝 사이의 간격.</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>Whether to add a bias to each output channel.</source>
   <translation>출력 채널마다 편향을 더할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>Depthwise initializer</source>
   <translation>깊이별 초기화</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>How the depthwise kernel's values start.</source>
   <translation>깊이별 커널을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>Depthwise regularizer</source>
   <translation>깊이별 규제</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>Penalty on the depthwise kernel.</source>
   <translation>깊이별 커널에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>Depthwise constraint</source>
   <translation>깊이별 제약</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv1D</extracomment>
   <source>Projection of the depthwise kernel after each update.</source>
   <translation>갱신할 때마다 깊이별 커널을 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv2D</extracomment>
   <source>Filters every channel of images apart: patterns in space, no mixing of channels</source>
   <translation>이미지의 채널마다 따로 거릅니다. 채널을 섞지 않습니다</translation>
  </message>
  <message>
   <extracomment>layer DepthwiseConv2D</extracomment>
   <source>Steps between the pixels that a window looks at.</source>
   <translation>창이 보는 픽셀 사이의 간격.</translation>
  </message>
  <message>
   <extracomment>layer Dot</extracomment>
   <source>Multiplies two tensors along an axis of each and sums up, sample by sample</source>
   <translation>두 텐서를 각각 한 축을 따라 곱해 더합니다 (샘플마다)</translation>
  </message>
  <message>
   <extracomment>layer Dot</extracomment>
   <source>Axes</source>
   <translation>축</translation>
  </message>
  <message>
   <extracomment>layer Dot</extracomment>
   <source>The axis of both tensors, or a pair with one for each; the batch's, 0, is none.</source>
   <translation>두 텐서의 축, 또는 하나씩의 쌍. 배치 축인 0은 안 됩니다.</translation>
  </message>
  <message>
   <extracomment>layer Dot</extracomment>
   <source>Normalize</source>
   <translation>정규화하기</translation>
  </message>
  <message>
   <extracomment>layer Dot</extracomment>
   <source>Whether vectors are brought to length 1 before, which gives the cosine of their angle.</source>
   <translation>먼저 벡터의 길이를 1로 맞출지 여부. 그러면 각의 코사인이 됩니다.</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Replaces whole numbers, such as those of words, by learned vectors</source>
   <translation>단어 번호 같은 정수를 학습한 벡터로 바꿉니다</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Input dim</source>
   <translation>입력 차원</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>How many different numbers there are: the largest one plus 1.</source>
   <translation>서로 다른 숫자의 수: 가장 큰 숫자에 1을 더한 것.</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Output dim</source>
   <translation>출력 차원</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Length of each vector.</source>
   <translation>벡터 하나의 길이.</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Embeddings initializer</source>
   <translation>임베딩 초기화</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>How the vectors start.</source>
   <translation>벡터를 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Embeddings regularizer</source>
   <translation>임베딩 규제</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Penalty on the vectors.</source>
   <translation>벡터에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Embeddings constraint</source>
   <translation>임베딩 제약</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Projection of the vectors after each update.</source>
   <translation>갱신할 때마다 벡터를 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Mask zero</source>
   <translation>0을 마스크로</translation>
  </message>
  <message>
   <extracomment>layer Embedding</extracomment>
   <source>Whether 0 stands for padding that later layers skip.</source>
   <translation>0이 뒤의 층에서 건너뛰는 채움값인지 여부.</translation>
  </message>
  <message>
   <extracomment>layer Masking</extracomment>
   <source>Marks the time steps to skip: those where every feature has the mask value</source>
   <translation>모든 특성이 마스크 값인 스텝을 건너뛰도록 표시합니다</translation>
  </message>
  <message>
   <extracomment>layer Masking</extracomment>
   <source>Mask value</source>
   <translation>마스크 값</translation>
  </message>
  <message>
   <extracomment>layer Masking</extracomment>
   <source>The value that stands for "nothing here".</source>
   <translation>"아무것도 없음"을 뜻하는 값.</translation>
  </message>
  <message>
   <extracomment>layer GlobalMaxPooling1D</extracomment>
   <source>The greatest value of each channel over the whole sequence</source>
   <translation>시퀀스 전체에서 채널마다 최댓값</translation>
  </message>
  <message>
   <extracomment>layer GlobalMaxPooling1D</extracomment>
   <source>Keepdims</source>
   <translation>축 유지</translation>
  </message>
  <message>
   <extracomment>layer GlobalMaxPooling1D</extracomment>
   <source>Whether the axis of steps stays, with size 1.</source>
   <translation>스텝 축을 크기 1로 남길지 여부.</translation>
  </message>
  <message>
   <extracomment>layer GlobalMaxPooling2D</extracomment>
   <source>The greatest value of each channel over the whole image</source>
   <translation>이미지 전체에서 채널마다 최댓값</translation>
  </message>
  <message>
   <extracomment>layer GlobalMaxPooling2D</extracomment>
   <source>Whether height and width stay, with size 1.</source>
   <translation>높이와 너비를 크기 1로 남길지 여부.</translation>
  </message>
  <message>
   <extracomment>layer GlobalMaxPooling3D</extracomment>
   <source>The greatest value of each channel over the whole volume</source>
   <translation>볼륨 전체에서 채널마다 최댓값</translation>
  </message>
  <message>
   <extracomment>layer GlobalMaxPooling3D</extracomment>
   <source>Whether depth, height and width stay, with size 1.</source>
   <translation>깊이, 높이, 너비를 크기 1로 남길지 여부.</translation>
  </message>
  <message>
   <extracomment>layer GlobalAveragePooling1D</extracomment>
   <source>The mean of each channel over the whole sequence, masked steps left out</source>
   <translation>시퀀스 전체에서 채널마다 평균 (마스크된 스텝 제외)</translation>
  </message>
  <message>
   <extracomment>layer GlobalAveragePooling2D</extracomment>
   <source>The mean of each channel over the whole image</source>
   <translation>이미지 전체에서 채널마다 평균</translation>
  </message>
  <message>
   <extracomment>layer GlobalAveragePooling3D</extracomment>
   <source>The mean of each channel over the whole volume</source>
   <translation>볼륨 전체에서 채널마다 평균</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Keeps each group of channels of each sample near mean 0 and variance 1, also for batches of a few samples</source>
   <translation>샘플마다 채널 묶음을 평균 0, 분산 1 가까이로 맞춥니다 (작은 배치에도)</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Number of groups; it divides the channels. -1 makes each channel its own group.</source>
   <translation>그룹의 수. 채널 수를 나누어떨어지게 해야 합니다. -1이면 채널마다 그룹 하나입니다.</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>The axis of the channels.</source>
   <translation>채널의 축.</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Epsilon</source>
   <translation>엡실론</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Added to the variance against division by zero.</source>
   <translation>0으로 나누지 않도록 분산에 더하는 값.</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Center</source>
   <translation>중심 맞춤</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Whether to add a learned offset, beta.</source>
   <translation>학습하는 더할 값 beta를 더할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Scale</source>
   <translation>배율 (scale)</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Whether to multiply by a learned factor, gamma.</source>
   <translation>학습하는 배율 gamma를 곱할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Beta initializer</source>
   <translation>베타 초기화</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>How beta's values start.</source>
   <translation>beta를 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Gamma initializer</source>
   <translation>감마 초기화</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>How gamma's values start.</source>
   <translation>gamma를 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Beta regularizer</source>
   <translation>베타 규제</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Penalty on beta.</source>
   <translation>beta에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Gamma regularizer</source>
   <translation>감마 규제</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Penalty on gamma.</source>
   <translation>gamma에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Beta constraint</source>
   <translation>베타 제약</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Projection of beta after each update.</source>
   <translation>갱신할 때마다 beta를 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Gamma constraint</source>
   <translation>감마 제약</translation>
  </message>
  <message>
   <extracomment>layer GroupNormalization</extracomment>
   <source>Projection of gamma after each update.</source>
   <translation>갱신할 때마다 gamma를 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Entry of the data into the network</source>
   <translation>데이터가 신경망에 들어오는 곳</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Shape</source>
   <translation>형태</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Shape of one sample, without the batch.</source>
   <translation>배치를 뺀 샘플 하나의 형태.</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Batch size</source>
   <translation>배치 크기</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Fixed batch size; any by default.</source>
   <translation>고정된 배치 크기. 기본값은 아무 크기나입니다.</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Number type of the data.</source>
   <translation>데이터의 숫자 종류.</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Sparse</source>
   <translation>희소</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Kept for files; only dense tensors exist here.</source>
   <translation>파일을 위해 있을 뿐입니다. 여기에는 밀집 텐서만 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Ragged</source>
   <translation>길이가 다름</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Kept for files.</source>
   <translation>파일을 위해 있을 뿐입니다.</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Batch shape</source>
   <translation>배치 형태</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Shape with the batch first, ``None`` for any size; in place of shape and batch_size.</source>
   <translation>배치가 맨 앞인 형태. 아무 크기나이면 ``None``이고, shape와 batch_size를 대신합니다.</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Input tensor</source>
   <translation>입력 텐서</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>A symbolic tensor to enter by.</source>
   <translation>들어올 심볼릭 텐서.</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Optional</source>
   <translation>선택 사항</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>Whether the input may be None.</source>
   <translation>입력이 None이어도 되는지 여부.</translation>
  </message>
  <message>
   <extracomment>layer InputLayer</extracomment>
   <source>The layer's name.</source>
   <translation>층의 이름.</translation>
  </message>
  <message>
   <extracomment>layer LayerNormalization</extracomment>
   <source>Keeps each sample, or each step of it, near mean 0 and variance 1, as transformers do</source>
   <translation>샘플이나 스텝마다 평균 0, 분산 1 가까이로 맞춥니다 (트랜스포머처럼)</translation>
  </message>
  <message>
   <extracomment>layer LayerNormalization</extracomment>
   <source>The axis, or the list of axes, over which mean and variance are taken.</source>
   <translation>평균과 분산을 내는 축, 또는 축의 목록.</translation>
  </message>
  <message>
   <extracomment>layer LayerNormalization</extracomment>
   <source>Rms scaling</source>
   <translation>RMS 배율</translation>
  </message>
  <message>
   <extracomment>layer LayerNormalization</extracomment>
   <source>Whether the mean is left in, an older variant without beta; RMSNormalization is the right one.</source>
   <translation>평균을 그대로 둘지 여부. beta가 없는 옛 방식이며, RMSNormalization이 올바른 것입니다.</translation>
  </message>
  <message>
   <extracomment>layer RMSNormalization</extracomment>
   <source>Divides each sample, or each step of it, by the root of its mean square, and scales it by learned factors</source>
   <translation>샘플이나 스텝을 제곱 평균의 제곱근으로 나누고 학습한 값을 곱합니다</translation>
  </message>
  <message>
   <extracomment>layer RMSNormalization</extracomment>
   <source>The axis, or the list of axes, over which the mean is taken.</source>
   <translation>평균을 내는 축, 또는 축의 목록.</translation>
  </message>
  <message>
   <extracomment>layer RMSNormalization</extracomment>
   <source>Added to the mean square against division by zero.</source>
   <translation>0으로 나누지 않도록 제곱 평균에 더하는 값.</translation>
  </message>
  <message>
   <extracomment>layer UnitNormalization</extracomment>
   <source>Brings the vectors along an axis to length 1</source>
   <translation>한 축을 따라 벡터의 길이를 1로 만듭니다</translation>
  </message>
  <message>
   <extracomment>layer UnitNormalization</extracomment>
   <source>The axis, or the list of axes, that make up a vector.</source>
   <translation>벡터를 이루는 축, 또는 축의 목록.</translation>
  </message>
  <message>
   <extracomment>layer PReLU</extracomment>
   <source>Passes positive values on and multiplies negative ones by a slope that is learned for each place</source>
   <translation>양수는 그대로, 음수에는 자리마다 학습한 기울기를 곱합니다</translation>
  </message>
  <message>
   <extracomment>layer PReLU</extracomment>
   <source>Alpha initializer</source>
   <translation>알파 초기화</translation>
  </message>
  <message>
   <extracomment>layer PReLU</extracomment>
   <source>How the slopes start.</source>
   <translation>기울기를 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer PReLU</extracomment>
   <source>Alpha regularizer</source>
   <translation>알파 규제</translation>
  </message>
  <message>
   <extracomment>layer PReLU</extracomment>
   <source>Penalty on the slopes.</source>
   <translation>기울기에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer PReLU</extracomment>
   <source>Alpha constraint</source>
   <translation>알파 제약</translation>
  </message>
  <message>
   <extracomment>layer PReLU</extracomment>
   <source>Projection of the slopes after each update.</source>
   <translation>갱신할 때마다 기울기를 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer PReLU</extracomment>
   <source>Shared axes</source>
   <translation>공유하는 축</translation>
  </message>
  <message>
   <extracomment>layer PReLU</extracomment>
   <source>Axes along which one slope serves all places, for example (1, 2) for one per image channel.</source>
   <translation>기울기 하나를 모든 자리가 함께 쓰는 축. 예를 들어 (1, 2)이면 이미지 채널마다 하나입니다.</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected1D</extracomment>
   <source>A Conv1D whose filters are others at every step</source>
   <translation>스텝마다 필터가 다른 Conv1D</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected1D</extracomment>
   <source>Size of the window.</source>
   <translation>창의 크기.</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected1D</extracomment>
   <source>Only "valid"; "same", too, where the implementation is 2 or 3.</source>
   <translation>"valid"만 됩니다. 구현 방식이 2나 3이면 "same"도 됩니다.</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected1D</extracomment>
   <source>Where the input keeps its channels.</source>
   <translation>입력에서 채널이 놓인 자리.</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected1D</extracomment>
   <source>Whether to add a bias to each output.</source>
   <translation>출력마다 편향을 더할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected1D</extracomment>
   <source>How the kernels' values start.</source>
   <translation>커널들을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected1D</extracomment>
   <source>How the biases' values start.</source>
   <translation>편향들을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected1D</extracomment>
   <source>Implementation</source>
   <translation>구현 방식</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected1D</extracomment>
   <source>How kernels are kept: 1 place by place, 2 as a matrix of all inputs and outputs, of which most is idle, 3 as the numbers of that matrix alone that connect something.</source>
   <translation>커널을 두는 방식: 1은 자리마다, 2는 모든 입력과 출력의 행렬로 (대부분은 쓰이지 않음), 3은 그 행렬에서 무엇인가를 잇는 수만.</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected1D</extracomment>
   <source>Steps between the inputs that a window looks at.</source>
   <translation>창이 보는 입력 사이의 간격.</translation>
  </message>
  <message>
   <extracomment>layer LocallyConnected2D</extracomment>
   <source>A Conv2D whose filters are others at every place</source>
   <translation>자리마다 필터가 다른 Conv2D</translation>
  </message>
  <message>
   <extracomment>layer Add</extracomment>
   <source>Adds several tensors of equal shape, as skip connections do</source>
   <translation>형태가 같은 텐서를 더합니다 (스킵 연결처럼)</translation>
  </message>
  <message>
   <extracomment>layer Subtract</extracomment>
   <source>Subtracts the second of two tensors from the first</source>
   <translation>첫 텐서에서 둘째 텐서를 뺍니다</translation>
  </message>
  <message>
   <extracomment>layer Multiply</extracomment>
   <source>Multiplies several tensors of equal shape elementwise, as gates do</source>
   <translation>형태가 같은 텐서를 원소마다 곱합니다 (게이트처럼)</translation>
  </message>
  <message>
   <extracomment>layer Average</extracomment>
   <source>Averages several tensors of equal shape elementwise</source>
   <translation>형태가 같은 텐서를 원소마다 평균합니다</translation>
  </message>
  <message>
   <extracomment>layer Maximum</extracomment>
   <source>Takes the greatest value of several tensors at each place</source>
   <translation>여러 텐서에서 자리마다 최댓값을 냅니다</translation>
  </message>
  <message>
   <extracomment>layer Minimum</extracomment>
   <source>Takes the least value of several tensors at each place</source>
   <translation>여러 텐서에서 자리마다 최솟값을 냅니다</translation>
  </message>
  <message>
   <extracomment>layer Concatenate</extracomment>
   <source>Joins several tensors along an axis</source>
   <translation>여러 텐서를 한 축을 따라 잇습니다</translation>
  </message>
  <message>
   <extracomment>layer Concatenate</extracomment>
   <source>The axis along which they are joined; all other sizes must be equal.</source>
   <translation>이어 붙이는 축. 다른 크기는 모두 같아야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer GaussianNoise</extracomment>
   <source>Adds normally distributed noise while training</source>
   <translation>학습하는 동안 정규분포 잡음을 더합니다</translation>
  </message>
  <message>
   <extracomment>layer GaussianNoise</extracomment>
   <source>Stddev</source>
   <translation>표준편차</translation>
  </message>
  <message>
   <extracomment>layer GaussianNoise</extracomment>
   <source>Standard deviation of the noise, from 0 to 1.</source>
   <translation>잡음의 표준편차, 0에서 1까지.</translation>
  </message>
  <message>
   <extracomment>layer GaussianNoise</extracomment>
   <source>Makes the noise reproducible.</source>
   <translation>잡음을 다시 똑같이 만들 수 있게 합니다.</translation>
  </message>
  <message>
   <extracomment>layer GaussianDropout</extracomment>
   <source>Multiplies by normally distributed noise around 1 while training</source>
   <translation>학습하는 동안 1 주위의 정규분포 잡음을 곱합니다</translation>
  </message>
  <message>
   <extracomment>layer GaussianDropout</extracomment>
   <source>Rate</source>
   <translation>비율</translation>
  </message>
  <message>
   <extracomment>layer GaussianDropout</extracomment>
   <source>Share of the inputs that dropout would drop; the noise's deviation is sqrt(rate / (1 - rate)).</source>
   <translation>드롭아웃이라면 버릴 입력의 비율. 잡음의 표준편차는 sqrt(rate / (1 - rate))입니다.</translation>
  </message>
  <message>
   <extracomment>layer AlphaDropout</extracomment>
   <source>Dropout for networks with selu: keeps mean and variance of the inputs</source>
   <translation>selu 신경망용 Dropout: 입력의 평균과 분산을 지킵니다</translation>
  </message>
  <message>
   <extracomment>layer AlphaDropout</extracomment>
   <source>Share of the inputs to drop.</source>
   <translation>버리는 입력의 비율.</translation>
  </message>
  <message>
   <extracomment>layer AlphaDropout</extracomment>
   <source>Noise shape</source>
   <translation>잡음 형태</translation>
  </message>
  <message>
   <extracomment>layer AlphaDropout</extracomment>
   <source>Shape of the mask where it shall be the same along an axis, with 1 there and None elsewhere.</source>
   <translation>어떤 축에서 마스크가 같아야 할 때 마스크의 형태. 그 축에는 1, 다른 곳에는 None을 씁니다.</translation>
  </message>
  <message>
   <extracomment>layer AlphaDropout</extracomment>
   <source>Makes the masks reproducible.</source>
   <translation>마스크를 다시 똑같이 만들 수 있게 합니다.</translation>
  </message>
  <message>
   <extracomment>layer SpatialDropout1D</extracomment>
   <source>Drops whole features of sequences while training, for neighbouring steps say much the same</source>
   <translation>학습하는 동안 시퀀스의 특성을 통째로 끕니다</translation>
  </message>
  <message>
   <extracomment>layer SpatialDropout1D</extracomment>
   <source>Share of the features to drop.</source>
   <translation>버리는 특성의 비율.</translation>
  </message>
  <message>
   <extracomment>layer SpatialDropout2D</extracomment>
   <source>Drops whole channels of images while training, for neighbouring pixels say much the same</source>
   <translation>학습하는 동안 이미지의 채널을 통째로 끕니다</translation>
  </message>
  <message>
   <extracomment>layer SpatialDropout2D</extracomment>
   <source>Share of the channels to drop.</source>
   <translation>버리는 채널의 비율.</translation>
  </message>
  <message>
   <extracomment>layer SpatialDropout3D</extracomment>
   <source>Drops whole channels of volumes while training, for neighbouring places say much the same</source>
   <translation>학습하는 동안 볼륨의 채널을 통째로 끕니다</translation>
  </message>
  <message>
   <extracomment>layer ActivityRegularization</extracomment>
   <source>Adds a penalty on its input to the loss and passes the input on</source>
   <translation>입력에 대한 벌점을 손실에 더하고 입력은 그대로 내보냅니다</translation>
  </message>
  <message>
   <extracomment>layer ActivityRegularization</extracomment>
   <source>L1</source>
   <translation>L1 규제</translation>
  </message>
  <message>
   <extracomment>layer ActivityRegularization</extracomment>
   <source>Factor of the sum of absolute values.</source>
   <translation>절댓값 합에 곱하는 값.</translation>
  </message>
  <message>
   <extracomment>layer ActivityRegularization</extracomment>
   <source>L2</source>
   <translation>L2 규제</translation>
  </message>
  <message>
   <extracomment>layer ActivityRegularization</extracomment>
   <source>Factor of the sum of squares.</source>
   <translation>제곱 합에 곱하는 값.</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Keeps each channel near mean 0 and variance 1, which makes training faster and steadier</source>
   <translation>채널마다 평균 0, 분산 1 가까이로 맞춰 학습을 빠르고 안정되게 합니다</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Momentum</source>
   <translation>모멘텀</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Share of the old moving average that each training step keeps.</source>
   <translation>학습 스텝마다 이전 이동 평균에서 남기는 비율.</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Moving mean initializer</source>
   <translation>이동 평균 초기화</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>How the moving mean starts.</source>
   <translation>이동 평균을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Moving variance initializer</source>
   <translation>이동 분산 초기화</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>How the moving variance starts.</source>
   <translation>이동 분산을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Renorm</source>
   <translation>재정규화</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Whether batches are corrected towards the moving averages while training (batch renormalization).</source>
   <translation>학습 중에 배치를 이동 평균 쪽으로 바로잡을지 여부(배치 재정규화).</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Renorm clipping</source>
   <translation>재정규화 한계</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Bounds of the corrections: ``rmin`` and ``rmax`` of the factor, ``dmax`` of the offset.</source>
   <translation>바로잡는 한계: 배율은 ``rmin``과 ``rmax``, 더할 값은 ``dmax``.</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Renorm momentum</source>
   <translation>재정규화 모멘텀</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Share of the old averages of the corrections that each training step keeps.</source>
   <translation>학습 스텝마다 바로잡기의 이전 평균에서 남기는 비율.</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>Synchronized</source>
   <translation>동기화</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalization</extracomment>
   <source>For files of Keras; all of a batch is in one place here.</source>
   <translation>Keras 파일을 위해 있습니다. 여기서는 배치 전체가 한곳에 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer CustomScaleLayer</extracomment>
   <source>Adds a multiple of its second input to its first</source>
   <translation>둘째 입력의 배수를 첫째 입력에 더합니다</translation>
  </message>
  <message>
   <extracomment>layer CustomScaleLayer</extracomment>
   <source>The multiple.</source>
   <translation>곱하는 수.</translation>
  </message>
  <message>
   <extracomment>layer LayerScale</extracomment>
   <source>Multiplies each channel with a learned factor</source>
   <translation>채널마다 학습한 값을 곱합니다</translation>
  </message>
  <message>
   <extracomment>layer LayerScale</extracomment>
   <source>Init values</source>
   <translation>초깃값</translation>
  </message>
  <message>
   <extracomment>layer LayerScale</extracomment>
   <source>Where the factors start.</source>
   <translation>배율들이 시작하는 값.</translation>
  </message>
  <message>
   <extracomment>layer LayerScale</extracomment>
   <source>Projection dim</source>
   <translation>투영 차원</translation>
  </message>
  <message>
   <extracomment>layer LayerScale</extracomment>
   <source>Number of channels.</source>
   <translation>채널의 수.</translation>
  </message>
  <message>
   <extracomment>layer StochasticDepth</extracomment>
   <source>While training, drops whole samples of a branch, and strengthens the others to make up for it</source>
   <translation>학습하는 동안 샘플의 가지를 통째로 끄고 나머지를 그만큼 키웁니다</translation>
  </message>
  <message>
   <extracomment>layer StochasticDepth</extracomment>
   <source>Drop path rate</source>
   <translation>드롭 패스 비율</translation>
  </message>
  <message>
   <extracomment>layer StochasticDepth</extracomment>
   <source>Share of the samples that are dropped.</source>
   <translation>버리는 샘플의 비율.</translation>
  </message>
  <message>
   <extracomment>layer ParametricSoftplus</extracomment>
   <source>Computes ``alpha * softplus(beta * x)`` with an alpha and a beta that are learned for each place</source>
   <translation>자리마다 학습하는 alpha와 beta로 ``alpha * softplus(beta * x)``를 계산합니다</translation>
  </message>
  <message>
   <extracomment>layer ParametricSoftplus</extracomment>
   <source>How the factors of the result start; also a number.</source>
   <translation>결과에 곱하는 수의 시작값; 숫자도 됩니다.</translation>
  </message>
  <message>
   <extracomment>layer ParametricSoftplus</extracomment>
   <source>How the factors of the input start; also a number.</source>
   <translation>입력에 곱하는 수의 시작값; 숫자도 됩니다.</translation>
  </message>
  <message>
   <extracomment>layer ParametricSoftplus</extracomment>
   <source>Penalty on the factors of the result.</source>
   <translation>결과에 곱하는 수에 대한 벌점입니다.</translation>
  </message>
  <message>
   <extracomment>layer ParametricSoftplus</extracomment>
   <source>Projection of them after each update.</source>
   <translation>갱신 뒤마다 하는 투영입니다.</translation>
  </message>
  <message>
   <extracomment>layer ParametricSoftplus</extracomment>
   <source>Penalty on the factors of the input.</source>
   <translation>입력에 곱하는 수에 대한 벌점입니다.</translation>
  </message>
  <message>
   <extracomment>layer ParametricSoftplus</extracomment>
   <source>Axes along which one number serves all places.</source>
   <translation>수 하나를 모든 자리가 함께 쓰는 축입니다.</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>Passes values between two thresholds on and bends those outside, all learned for each place</source>
   <translation>두 임곗값 사이의 값은 그대로 보내고 바깥의 값은 꺾습니다; 모두 자리마다 학습합니다</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>T left initializer</source>
   <translation>왼쪽 임곗값 초기화</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>How the lower thresholds start.</source>
   <translation>아래 임곗값의 시작값입니다.</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>A left initializer</source>
   <translation>왼쪽 기울기 초기화</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>How the slopes below start.</source>
   <translation>아래쪽 기울기의 시작값입니다.</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>T right initializer</source>
   <translation>오른쪽 임곗값 초기화</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>How the distances to the upper thresholds start.</source>
   <translation>위 임곗값까지 거리의 시작값입니다.</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>A right initializer</source>
   <translation>오른쪽 기울기 초기화</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>How the slopes above start.</source>
   <translation>위쪽 기울기의 시작값입니다.</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>T left regularizer</source>
   <translation>왼쪽 임곗값 규제</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>Penalty on the lower thresholds.</source>
   <translation>아래 임곗값에 대한 벌점입니다.</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>T left constraint</source>
   <translation>왼쪽 임곗값 제약</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>A left regularizer</source>
   <translation>왼쪽 기울기 규제</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>Penalty on the slopes below.</source>
   <translation>아래쪽 기울기에 대한 벌점입니다.</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>A left constraint</source>
   <translation>왼쪽 기울기 제약</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>T right regularizer</source>
   <translation>오른쪽 임곗값 규제</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>Penalty on the distances.</source>
   <translation>거리에 대한 벌점입니다.</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>T right constraint</source>
   <translation>오른쪽 임곗값 제약</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>A right regularizer</source>
   <translation>오른쪽 기울기 규제</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>Penalty on the slopes above.</source>
   <translation>위쪽 기울기에 대한 벌점입니다.</translation>
  </message>
  <message>
   <extracomment>layer SReLU</extracomment>
   <source>A right constraint</source>
   <translation>오른쪽 기울기 제약</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalizationOfKeras1</extracomment>
   <source>The other two ways in which Keras 1 normalized; the moving averages are kept, but never used</source>
   <translation>Keras 1의 다른 두 정규화 방식; 이동 평균은 보관하지만 쓰지 않습니다</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalizationOfKeras1</extracomment>
   <source>Mode</source>
   <translation>모드</translation>
  </message>
  <message>
   <extracomment>layer BatchNormalizationOfKeras1</extracomment>
   <source>1 for samples, 2 for batches.</source>
   <translation>1은 샘플마다, 2는 배치마다입니다.</translation>
  </message>
  <message>
   <extracomment>layer LRN2D</extracomment>
   <source>Divides each value by how large its channel and those beside it are there; the channels come first</source>
   <translation>각 값을 그 자리의 자기 채널과 이웃 채널의 크기로 나눕니다. 채널이 먼저 옵니다</translation>
  </message>
  <message>
   <extracomment>layer LRN2D</extracomment>
   <source>How much the squares count.</source>
   <translation>제곱이 얼마나 반영되는지.</translation>
  </message>
  <message>
   <extracomment>layer LRN2D</extracomment>
   <source>K</source>
   <translation>K</translation>
  </message>
  <message>
   <extracomment>layer LRN2D</extracomment>
   <source>What is added to them.</source>
   <translation>거기에 더하는 값.</translation>
  </message>
  <message>
   <extracomment>layer LRN2D</extracomment>
   <source>Beta</source>
   <translation>베타</translation>
  </message>
  <message>
   <extracomment>layer LRN2D</extracomment>
   <source>Power to which the divisor is raised.</source>
   <translation>나누는 값을 거듭제곱하는 지수.</translation>
  </message>
  <message>
   <extracomment>layer LRN2D</extracomment>
   <source>N</source>
   <translation>횟수</translation>
  </message>
  <message>
   <extracomment>layer LRN2D</extracomment>
   <source>How many channels count, an odd number.</source>
   <translation>몇 개의 채널이 반영되는지, 홀수.</translation>
  </message>
  <message>
   <extracomment>layer ThresholdedLinear</extracomment>
   <source>Passes on what is not nearer to 0 than a threshold, and 0 for the rest</source>
   <translation>0에 임계값보다 가깝지 않은 것은 그대로, 나머지는 0으로 내보냅니다</translation>
  </message>
  <message>
   <extracomment>layer ThresholdedLinear</extracomment>
   <source>Theta</source>
   <translation>세타</translation>
  </message>
  <message>
   <extracomment>layer ThresholdedLinear</extracomment>
   <source>The threshold.</source>
   <translation>임계값.</translation>
  </message>
  <message>
   <extracomment>layer AddLoss</extracomment>
   <source>The end of a tensor that tf.keras's ``model.add_loss`` was given; what is here is added to the loss</source>
   <translation>tf.keras의 ``model.add_loss``에 준 텐서의 끝; 이 값이 손실에 더해집니다</translation>
  </message>
  <message>
   <extracomment>layer AddLoss</extracomment>
   <source>Unconditional</source>
   <translation>무조건</translation>
  </message>
  <message>
   <extracomment>layer AddLoss</extracomment>
   <source>For files of Keras: whether the loss depends on no input.</source>
   <translation>Keras 파일을 위한 설정: 손실이 어떤 입력에도 달려 있지 않은지입니다.</translation>
  </message>
  <message>
   <extracomment>layer AddMetric</extracomment>
   <source>The end of a tensor that tf.keras's ``model.add_metric`` was given; its mean is among the metrics</source>
   <translation>tf.keras의 ``model.add_metric``에 준 텐서의 끝; 그 평균이 지표에 들어갑니다</translation>
  </message>
  <message>
   <extracomment>layer AddMetric</extracomment>
   <source>Aggregation</source>
   <translation>집계 방법</translation>
  </message>
  <message>
   <extracomment>layer AddMetric</extracomment>
   <source>How the values of batches are put together.</source>
   <translation>배치들의 값을 모으는 방법입니다.</translation>
  </message>
  <message>
   <extracomment>layer AddMetric</extracomment>
   <source>Metric name</source>
   <translation>지표 이름</translation>
  </message>
  <message>
   <extracomment>layer AddMetric</extracomment>
   <source>The metric's name.</source>
   <translation>지표의 이름입니다.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowFunction</extracomment>
   <source>A function of ``tf.math`` or ``tf.linalg`` on one tensor or several; no gradient flows through it</source>
   <translation>텐서 하나 또는 여럿에 대한 ``tf.math``나 ``tf.linalg``의 함수; 기울기는 지나가지 않습니다</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowFunction</extracomment>
   <source>Function</source>
   <translation>함수</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowFunction</extracomment>
   <source>Its name.</source>
   <translation>그 이름.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowResize</extracomment>
   <source>Brings pictures to the size of others, whatever it is: ``tf.image.resize(x, tf.shape(y)[1:3])``</source>
   <translation>그림을 다른 그림의 크기에 맞춥니다: ``tf.image.resize(x, tf.shape(y)[1:3])``</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowResize</extracomment>
   <source>Interpolation</source>
   <translation>보간</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowResize</extracomment>
   <source>How colours between pixels are found, as ``ops.image.resize`` names the ways.</source>
   <translation>픽셀 사이의 색을 구하는 방법, ``ops.image.resize``의 이름을 따릅니다.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowResize</extracomment>
   <source>Antialias</source>
   <translation>안티에일리어싱</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowResize</extracomment>
   <source>Whether pictures that become smaller are smoothed.</source>
   <translation>작아지는 그림을 부드럽게 할지.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowSuppression</extracomment>
   <source>Which of a picture's boxes stay when those that overlap a better one go: ``tf.image.non_max_suppression``</source>
   <translation>더 나은 상자와 겹치는 상자를 버리고 남는 상자: ``tf.image.non_max_suppression``</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowSuppression</extracomment>
   <source>Max output size</source>
   <translation>최대 출력 수</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowSuppression</extracomment>
   <source>How many may stay.</source>
   <translation>남을 수 있는 개수.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowSuppression</extracomment>
   <source>Iou threshold</source>
   <translation>IoU 임계값</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowSuppression</extracomment>
   <source>Above which share of overlap the worse of two boxes goes.</source>
   <translation>겹친 비율이 이보다 크면 두 상자 중 나쁜 것을 버립니다.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowSuppression</extracomment>
   <source>Score threshold</source>
   <translation>점수 임계값</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowSuppression</extracomment>
   <source>Boxes that are not better than this go; ``None`` keeps all.</source>
   <translation>점수가 이보다 높지 않은 상자는 버립니다; ``None``이면 모두 남깁니다.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowCombinedSuppression</extracomment>
   <source>The best boxes of each sample and class: ``tf.image.combined_non_max_suppression``</source>
   <translation>샘플과 클래스마다 가장 좋은 상자: ``tf.image.combined_non_max_suppression``</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowCombinedSuppression</extracomment>
   <source>Max output size per class</source>
   <translation>클래스당 최대 출력 수</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowCombinedSuppression</extracomment>
   <source>How many boxes of a class may stay.</source>
   <translation>한 클래스에서 남을 수 있는 상자의 개수.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowCombinedSuppression</extracomment>
   <source>Max total size</source>
   <translation>최대 전체 수</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowCombinedSuppression</extracomment>
   <source>How many of all classes.</source>
   <translation>모든 클래스를 합친 개수.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowCombinedSuppression</extracomment>
   <source>Above which share of overlap the worse of two boxes of a class goes.</source>
   <translation>겹친 비율이 이보다 크면 한 클래스의 두 상자 중 나쁜 것을 버립니다.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowCombinedSuppression</extracomment>
   <source>Pad per class</source>
   <translation>클래스별 채움</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowCombinedSuppression</extracomment>
   <source>Whether the result has no more places than all classes can fill.</source>
   <translation>결과의 자리를 모든 클래스가 채울 수 있는 만큼만 둘지.</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowCombinedSuppression</extracomment>
   <source>Clip boxes</source>
   <translation>상자 자르기</translation>
  </message>
  <message>
   <extracomment>layer TensorFlowCombinedSuppression</extracomment>
   <source>Whether corners outside 0 to 1 are moved there.</source>
   <translation>0과 1 밖의 모서리를 그 안으로 옮길지.</translation>
  </message>
  <message>
   <extracomment>layer ZeroPadding1D</extracomment>
   <source>Adds steps of zeros to sequences</source>
   <translation>시퀀스에 0인 스텝을 붙입니다</translation>
  </message>
  <message>
   <extracomment>layer ZeroPadding1D</extracomment>
   <source>How many steps to add at the beginning and at the end; one number for both.</source>
   <translation>앞과 뒤에 더할 스텝 수. 숫자 하나면 둘 다 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer ZeroPadding1D</extracomment>
   <source>Where sequences keep their features.</source>
   <translation>시퀀스에서 특성이 놓인 자리.</translation>
  </message>
  <message>
   <extracomment>layer ZeroPadding2D</extracomment>
   <source>Adds a border of zeros to images</source>
   <translation>이미지 둘레에 0을 붙입니다</translation>
  </message>
  <message>
   <extracomment>layer ZeroPadding3D</extracomment>
   <source>Adds a border of zeros to volumes</source>
   <translation>볼륨 둘레에 0을 붙입니다</translation>
  </message>
  <message>
   <extracomment>layer MaxPooling1D</extracomment>
   <source>Keeps the greatest value of each window: fewer steps, the strongest signals</source>
   <translation>창마다 최댓값을 남깁니다. 스텝은 줄고 강한 신호는 남습니다</translation>
  </message>
  <message>
   <extracomment>layer MaxPooling1D</extracomment>
   <source>Pool size</source>
   <translation>풀 크기</translation>
  </message>
  <message>
   <extracomment>layer MaxPooling1D</extracomment>
   <source>Steps from one window to the next; by default the window's size.</source>
   <translation>한 창에서 다음 창까지의 칸 수. 기본값은 창의 크기입니다.</translation>
  </message>
  <message>
   <extracomment>layer MaxPooling1D</extracomment>
   <source>"valid" drops what does not fill a window, "same" pads evenly.</source>
   <translation>"valid"는 창을 다 채우지 못하는 것을 버리고, "same"은 고르게 채웁니다.</translation>
  </message>
  <message>
   <extracomment>layer MaxPooling2D</extracomment>
   <source>Keeps the greatest value of each window: fewer pixels, the strongest signals</source>
   <translation>창마다 최댓값을 남깁니다. 픽셀은 줄고 강한 신호는 남습니다</translation>
  </message>
  <message>
   <extracomment>layer MaxPooling3D</extracomment>
   <source>Keeps the greatest value of each window: fewer places, the strongest signals</source>
   <translation>창마다 최댓값을 남깁니다. 자리는 줄고 강한 신호는 남습니다</translation>
  </message>
  <message>
   <extracomment>layer AveragePooling1D</extracomment>
   <source>Keeps the mean of each window: fewer steps, smoother signals</source>
   <translation>창마다 평균을 남깁니다. 스텝은 줄고 신호는 매끄러워집니다</translation>
  </message>
  <message>
   <extracomment>layer AveragePooling1D</extracomment>
   <source>"valid" drops what does not fill a window, "same" pads evenly and leaves padding out of the mean.</source>
   <translation>"valid"는 창을 다 채우지 못하는 것을 버리고, "same"은 고르게 채우되 채운 것은 평균에 넣지 않습니다.</translation>
  </message>
  <message>
   <extracomment>layer AveragePooling2D</extracomment>
   <source>Keeps the mean of each window: fewer pixels, smoother signals</source>
   <translation>창마다 평균을 남깁니다. 픽셀은 줄고 신호는 매끄러워집니다</translation>
  </message>
  <message>
   <extracomment>layer AveragePooling3D</extracomment>
   <source>Keeps the mean of each window: fewer places, smoother signals</source>
   <translation>창마다 평균을 남깁니다. 자리는 줄고 신호는 매끄러워집니다</translation>
  </message>
  <message>
   <extracomment>layer RandomBrightness</extracomment>
   <source>Makes pictures lighter or darker</source>
   <translation>이미지를 밝거나 어둡게 합니다</translation>
  </message>
  <message>
   <extracomment>layer RandomBrightness</extracomment>
   <source>Factor</source>
   <translation>배율</translation>
  </message>
  <message>
   <extracomment>layer RandomBrightness</extracomment>
   <source>By how much at most, as a part of the range of colours; or the lowest and the highest part.</source>
   <translation>최대 얼마나. 색 범위에 대한 비율이며, 가장 작은 비율과 가장 큰 비율로도 줄 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomBrightness</extracomment>
   <source>Value range</source>
   <translation>값의 범위</translation>
  </message>
  <message>
   <extracomment>layer RandomBrightness</extracomment>
   <source>Lowest and highest colour.</source>
   <translation>가장 작은 색과 가장 큰 색.</translation>
  </message>
  <message>
   <extracomment>layer RandomBrightness</extracomment>
   <source>Makes the lots reproducible.</source>
   <translation>무작위를 다시 똑같이 만들 수 있게 합니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomContrast</extracomment>
   <source>Makes differences of colours within a picture larger or smaller</source>
   <translation>이미지의 대비를 키우거나 줄입니다</translation>
  </message>
  <message>
   <extracomment>layer RandomContrast</extracomment>
   <source>Differences are multiplied by 1 up to 1 plus this; with two numbers, from 1 minus the first to 1 plus the second (so Keras 3 does it).</source>
   <translation>차이에 1에서 1 더하기 이 값까지를 곱합니다. 숫자가 둘이면 1 빼기 첫째에서 1 더하기 둘째까지입니다(Keras 3이 그렇게 합니다).</translation>
  </message>
  <message>
   <extracomment>layer RandomSaturation</extracomment>
   <source>Makes colours fuller or paler</source>
   <translation>색을 진하거나 옅게 합니다</translation>
  </message>
  <message>
   <extracomment>layer RandomSaturation</extracomment>
   <source>From 0, grey, over 0.5, unchanged, to 1; or the lowest and the highest number.</source>
   <translation>0은 회색, 0.5는 그대로, 1까지. 가장 작은 수와 가장 큰 수로도 줄 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomHue</extracomment>
   <source>Turns the circle of colours</source>
   <translation>색상을 돌립니다</translation>
  </message>
  <message>
   <extracomment>layer RandomHue</extracomment>
   <source>By how much at most, as a part of half the circle, to either side; or the lowest and highest part.</source>
   <translation>양쪽으로 최대 얼마나. 반 바퀴에 대한 비율이며, 가장 작은 비율과 가장 큰 비율로도 줄 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomColorDegeneration</extracomment>
   <source>Mixes pictures with their own grey</source>
   <translation>이미지를 자신의 회색조와 섞습니다</translation>
  </message>
  <message>
   <extracomment>layer RandomColorDegeneration</extracomment>
   <source>The share of the grey at most; or the lowest and the highest share.</source>
   <translation>회색의 최대 비율. 가장 작은 비율과 가장 큰 비율로도 줄 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomGrayscale</extracomment>
   <source>Takes the colours from some pictures; they keep their three channels</source>
   <translation>일부 이미지의 색을 없앱니다 (채널은 셋 그대로)</translation>
  </message>
  <message>
   <extracomment>layer RandomGrayscale</extracomment>
   <source>The probability that a picture loses its colours.</source>
   <translation>이미지가 색을 잃을 확률.</translation>
  </message>
  <message>
   <extracomment>layer RandomColorJitter</extracomment>
   <source>Changes brightness, contrast, saturation and hue, one after the other</source>
   <translation>밝기, 대비, 채도, 색상을 차례로 바꿉니다</translation>
  </message>
  <message>
   <extracomment>layer RandomColorJitter</extracomment>
   <source>Brightness factor</source>
   <translation>밝기 정도</translation>
  </message>
  <message>
   <extracomment>layer RandomColorJitter</extracomment>
   <source>For :class:`RandomBrightness`; ``None`` leaves the brightness.</source>
   <translation>:class:`RandomBrightness`에 쓰는 값. ``None``이면 밝기를 그대로 둡니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomColorJitter</extracomment>
   <source>Contrast factor</source>
   <translation>대비 정도</translation>
  </message>
  <message>
   <extracomment>layer RandomColorJitter</extracomment>
   <source>For :class:`RandomContrast`; ``None`` leaves the contrast.</source>
   <translation>:class:`RandomContrast`에 쓰는 값. ``None``이면 대비를 그대로 둡니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomColorJitter</extracomment>
   <source>Saturation factor</source>
   <translation>채도 정도</translation>
  </message>
  <message>
   <extracomment>layer RandomColorJitter</extracomment>
   <source>For :class:`RandomSaturation`; ``None`` leaves the saturation.</source>
   <translation>:class:`RandomSaturation`에 쓰는 값. ``None``이면 채도를 그대로 둡니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomColorJitter</extracomment>
   <source>Hue factor</source>
   <translation>색조 정도</translation>
  </message>
  <message>
   <extracomment>layer RandomColorJitter</extracomment>
   <source>For :class:`RandomHue`; ``None`` leaves the hue.</source>
   <translation>:class:`RandomHue`에 쓰는 값. ``None``이면 색조를 그대로 둡니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomFlip</extracomment>
   <source>Mirrors every second picture, by chance</source>
   <translation>이미지의 절반을 무작위로 뒤집습니다</translation>
  </message>
  <message>
   <extracomment>layer RandomFlip</extracomment>
   <source>Which sides change places: left and right, top and bottom, or both (then a picture is turned by 180 degrees or stays as it is, as in Keras 3).</source>
   <translation>서로 바꾸는 쪽: 왼쪽과 오른쪽, 위와 아래, 또는 둘 다(그러면 Keras 3처럼 이미지를 180도 돌리거나 그대로 둡니다).</translation>
  </message>
  <message>
   <extracomment>layer RandomRotation</extracomment>
   <source>Turns pictures about their middle</source>
   <translation>이미지를 가운데를 중심으로 돌립니다</translation>
  </message>
  <message>
   <extracomment>layer RandomRotation</extracomment>
   <source>How far at most, as a part of a full turn: 0.1 is 36 degrees to either side; or the lowest and the highest part, positive ones turn anticlockwise.</source>
   <translation>최대 얼마나. 한 바퀴에 대한 비율이라 0.1은 양쪽으로 36도입니다. 가장 작은 비율과 가장 큰 비율로도 줄 수 있고, 양수는 시계 반대 방향입니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomRotation</extracomment>
   <source>Fill mode</source>
   <translation>채우기 방식</translation>
  </message>
  <message>
   <extracomment>layer RandomRotation</extracomment>
   <source>What stands where the picture has gone.</source>
   <translation>이미지가 옮겨 간 빈자리를 무엇으로 채울지.</translation>
  </message>
  <message>
   <extracomment>layer RandomRotation</extracomment>
   <source>How pixels are drawn.</source>
   <translation>픽셀을 그리는 방법.</translation>
  </message>
  <message>
   <extracomment>layer RandomRotation</extracomment>
   <source>Fill value</source>
   <translation>채울 값</translation>
  </message>
  <message>
   <extracomment>layer RandomRotation</extracomment>
   <source>The colour with ``fill_mode="constant"``.</source>
   <translation>``fill_mode="constant"``일 때의 색.</translation>
  </message>
  <message>
   <extracomment>layer RandomTranslation</extracomment>
   <source>Shifts pictures</source>
   <translation>이미지를 옮깁니다</translation>
  </message>
  <message>
   <extracomment>layer RandomTranslation</extracomment>
   <source>Height factor</source>
   <translation>세로 비율</translation>
  </message>
  <message>
   <extracomment>layer RandomTranslation</extracomment>
   <source>How far down at most, as a part of the height, and as far up; or the lowest and the highest.</source>
   <translation>최대 얼마나 아래로, 또 위로 옮길지. 높이에 대한 비율이며, 가장 작은 값과 가장 큰 값으로도 줄 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomTranslation</extracomment>
   <source>Width factor</source>
   <translation>가로 비율</translation>
  </message>
  <message>
   <extracomment>layer RandomTranslation</extracomment>
   <source>How far to the right at most, and to the left; or the lowest and the highest.</source>
   <translation>최대 얼마나 오른쪽으로, 또 왼쪽으로 옮길지. 가장 작은 값과 가장 큰 값으로도 줄 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomZoom</extracomment>
   <source>Makes pictures smaller or larger</source>
   <translation>이미지를 줄이거나 키웁니다</translation>
  </message>
  <message>
   <extracomment>layer RandomZoom</extracomment>
   <source>By how much at most; or the lowest and the highest number: 0.2 shows 20 % more of the picture's height, so that things look smaller, and -0.2 less of it.</source>
   <translation>최대 얼마나. 가장 작은 수와 가장 큰 수로도 줄 수 있습니다: 0.2는 이미지 높이를 20 % 더 보여 주어 사물이 작아 보이고, -0.2는 덜 보여 줍니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomZoom</extracomment>
   <source>The same for the width; by default whatever the height gets.</source>
   <translation>너비에 대해서도 같습니다. 기본값은 높이와 같은 값입니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomShear</extracomment>
   <source>Tilts pictures</source>
   <translation>이미지를 기울입니다</translation>
  </message>
  <message>
   <extracomment>layer RandomShear</extracomment>
   <source>X factor</source>
   <translation>가로 정도</translation>
  </message>
  <message>
   <extracomment>layer RandomShear</extracomment>
   <source>How far rows are pulled aside at most, in pixels for each row; or the lowest and the highest.</source>
   <translation>행을 옆으로 최대 얼마나 밀지, 행마다 픽셀 수. 가장 작은 값과 가장 큰 값으로도 줄 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomShear</extracomment>
   <source>Y factor</source>
   <translation>세로 정도</translation>
  </message>
  <message>
   <extracomment>layer RandomShear</extracomment>
   <source>How far columns are pulled down at most, in pixels for each column.</source>
   <translation>열을 아래로 최대 얼마나 밀지, 열마다 픽셀 수.</translation>
  </message>
  <message>
   <extracomment>layer RandomCrop</extracomment>
   <source>Cuts a window out of pictures, at a place that is drawn for the whole batch</source>
   <translation>배치마다 뽑은 자리에서 이미지를 잘라 냅니다</translation>
  </message>
  <message>
   <extracomment>layer RandomCrop</extracomment>
   <source>Height</source>
   <translation>세로 크기</translation>
  </message>
  <message>
   <extracomment>layer RandomCrop</extracomment>
   <source>Height of the window.</source>
   <translation>창의 높이.</translation>
  </message>
  <message>
   <extracomment>layer RandomCrop</extracomment>
   <source>Width</source>
   <translation>가로 크기</translation>
  </message>
  <message>
   <extracomment>layer RandomCrop</extracomment>
   <source>Width of the window.</source>
   <translation>창의 너비.</translation>
  </message>
  <message>
   <extracomment>layer RandomPerspective</extracomment>
   <source>Shows pictures as if they hung askew</source>
   <translation>비스듬히 본 것처럼 만듭니다</translation>
  </message>
  <message>
   <extracomment>layer RandomPerspective</extracomment>
   <source>The probability that a picture is changed, or between which numbers it is drawn.</source>
   <translation>이미지가 바뀔 확률, 또는 그 확률을 뽑는 범위.</translation>
  </message>
  <message>
   <extracomment>layer RandomPerspective</extracomment>
   <source>How far corners move at most, from 0 to 1.</source>
   <translation>모서리가 최대 얼마나 움직일지, 0에서 1까지.</translation>
  </message>
  <message>
   <extracomment>layer RandomPerspective</extracomment>
   <source>The colour where the picture has gone.</source>
   <translation>이미지가 옮겨 간 빈자리의 색.</translation>
  </message>
  <message>
   <extracomment>layer RandomElasticTransform</extracomment>
   <source>Bends pictures as if they were printed on rubber (Simard et al., 2003)</source>
   <translation>고무에 인쇄한 것처럼 휘게 합니다 (Simard 외, 2003)</translation>
  </message>
  <message>
   <extracomment>layer RandomElasticTransform</extracomment>
   <source>How strongly at most, from 0 to 1, or between which numbers it is drawn.</source>
   <translation>최대 얼마나 세게, 0에서 1까지. 또는 그 값을 뽑는 범위.</translation>
  </message>
  <message>
   <extracomment>layer RandomSharpness</extracomment>
   <source>Blurs or sharpens pictures</source>
   <translation>이미지를 흐리거나 또렷하게 합니다</translation>
  </message>
  <message>
   <extracomment>layer RandomSharpness</extracomment>
   <source>From 0, blurred, over 0.5, unchanged, to 1, sharpened; or the lowest and the highest number.</source>
   <translation>0은 흐리게, 0.5는 그대로, 1은 또렷하게. 가장 작은 수와 가장 큰 수로도 줄 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomGaussianBlur</extracomment>
   <source>Blurs some pictures</source>
   <translation>일부 이미지를 흐리게 합니다</translation>
  </message>
  <message>
   <extracomment>layer RandomGaussianBlur</extracomment>
   <source>The probability of that at most, or between which numbers it is drawn.</source>
   <translation>그렇게 될 최대 확률, 또는 그 확률을 뽑는 범위.</translation>
  </message>
  <message>
   <extracomment>layer RandomGaussianBlur</extracomment>
   <source>Odd height and width of the window.</source>
   <translation>창의 높이와 너비(홀수).</translation>
  </message>
  <message>
   <extracomment>layer RandomGaussianBlur</extracomment>
   <source>Sigma</source>
   <translation>시그마</translation>
  </message>
  <message>
   <extracomment>layer RandomGaussianBlur</extracomment>
   <source>Standard deviation of the bell at most, from 0 to 1; or between which numbers it is drawn.</source>
   <translation>종 모양의 최대 표준편차, 0에서 1까지. 또는 그 값을 뽑는 범위.</translation>
  </message>
  <message>
   <extracomment>layer ContrastLimitedAdaptiveHistogramEqualization</extracomment>
   <source>Spreads the tones of each part of a picture, so that dark and bright parts show what is in them</source>
   <translation>이미지 부분마다 명암을 펼쳐 어둡거나 밝은 곳도 보이게 합니다</translation>
  </message>
  <message>
   <extracomment>layer ContrastLimitedAdaptiveHistogramEqualization</extracomment>
   <source>Clip limit</source>
   <translation>클리핑 한계</translation>
  </message>
  <message>
   <extracomment>layer ContrastLimitedAdaptiveHistogramEqualization</extracomment>
   <source>How much more frequent than all others on average a tone may count; 0 for no bound.</source>
   <translation>한 색조를 다른 것들의 평균보다 최대 몇 배 자주 셀지. 0이면 제한이 없습니다.</translation>
  </message>
  <message>
   <extracomment>layer ContrastLimitedAdaptiveHistogramEqualization</extracomment>
   <source>Tile grid size</source>
   <translation>타일 격자 크기</translation>
  </message>
  <message>
   <extracomment>layer ContrastLimitedAdaptiveHistogramEqualization</extracomment>
   <source>How many parts there are from top to bottom and from left to right.</source>
   <translation>위에서 아래로, 왼쪽에서 오른쪽으로 몇 부분인지.</translation>
  </message>
  <message>
   <extracomment>layer RandomErasing</extracomment>
   <source>Fills a box of some pictures with noise or a colour (Zhong et al., 2017)</source>
   <translation>일부 이미지의 사각형 영역을 잡음이나 색으로 채웁니다 (Zhong 외, 2017)</translation>
  </message>
  <message>
   <extracomment>layer RandomErasing</extracomment>
   <source>Between which parts of the picture's area the square of each side of the box lies.</source>
   <translation>상자 각 변의 제곱이 이미지 넓이의 어떤 비율 사이에 있을지.</translation>
  </message>
  <message>
   <extracomment>layer RandomErasing</extracomment>
   <source>A colour, one number or one for each channel; noise by default.</source>
   <translation>색. 숫자 하나 또는 채널마다 하나이며, 기본값은 잡음입니다.</translation>
  </message>
  <message>
   <extracomment>layer CutMix</extracomment>
   <source>Puts a box of another picture of the batch into each, and mixes the labels by area (Yun et al., 2019)</source>
   <translation>배치의 다른 이미지 조각을 넣고 넓이만큼 레이블을 섞습니다 (Yun 외, 2019)</translation>
  </message>
  <message>
   <extracomment>layer CutMix</extracomment>
   <source>Both parameters of the beta distribution of the share that stays at most, or between which numbers they are drawn.</source>
   <translation>최대한 남는 비율의 베타 분포의 두 매개변수, 또는 그것을 뽑는 범위.</translation>
  </message>
  <message>
   <extracomment>layer MixUp</extracomment>
   <source>Mixes each picture and its label with another of the batch (Zhang et al., 2017)</source>
   <translation>이미지와 레이블을 배치의 다른 것과 섞습니다 (Zhang 외, 2017)</translation>
  </message>
  <message>
   <extracomment>layer MixUp</extracomment>
   <source>Both parameters of the beta distribution of the share that stays.</source>
   <translation>남는 비율의 베타 분포의 두 매개변수.</translation>
  </message>
  <message>
   <extracomment>layer RandomInvert</extracomment>
   <source>Turns some pictures into their negatives</source>
   <translation>일부 이미지를 반전합니다</translation>
  </message>
  <message>
   <extracomment>layer RandomPosterization</extracomment>
   <source>Leaves few steps of each colour</source>
   <translation>색의 단계를 적게 남깁니다</translation>
  </message>
  <message>
   <extracomment>layer RandomPosterization</extracomment>
   <source>How many bits of a colour stay, from 1 to 8; or the fewest and one more than the most.</source>
   <translation>색에서 남는 비트 수, 1에서 8까지. 또는 가장 적은 수와 가장 많은 수보다 하나 큰 수.</translation>
  </message>
  <message>
   <extracomment>layer Solarization</extracomment>
   <source>Inverts colours above a threshold, as film does in too much light</source>
   <translation>과다 노출된 필름처럼 임곗값 위의 색을 반전합니다</translation>
  </message>
  <message>
   <extracomment>layer Solarization</extracomment>
   <source>Addition factor</source>
   <translation>더하는 정도</translation>
  </message>
  <message>
   <extracomment>layer Solarization</extracomment>
   <source>How much is added to colours before at most, from 0 to 1; or the lowest and highest part.</source>
   <translation>먼저 색에 최대 얼마를 더할지, 0에서 1까지. 또는 가장 작은 비율과 가장 큰 비율.</translation>
  </message>
  <message>
   <extracomment>layer Solarization</extracomment>
   <source>Threshold factor</source>
   <translation>임곗값 정도</translation>
  </message>
  <message>
   <extracomment>layer Solarization</extracomment>
   <source>Where the threshold lies at most, from 0 to 1; or between which parts.</source>
   <translation>임곗값이 최대 어디에 있을지, 0에서 1까지. 또는 어떤 비율 사이인지.</translation>
  </message>
  <message>
   <extracomment>layer AutoContrast</extracomment>
   <source>Stretches the tones of each picture over the whole range; always, not by chance</source>
   <translation>이미지마다 명암을 전체 범위로 늘립니다 (무작위가 아님)</translation>
  </message>
  <message>
   <extracomment>layer Equalization</extracomment>
   <source>Spreads tones so that all are about as frequent; over the batch, channel by channel, as Keras 3 does</source>
   <translation>모든 명암이 고르게 나오도록 펼칩니다 (Keras 3처럼 배치와 채널 단위)</translation>
  </message>
  <message>
   <extracomment>layer Equalization</extracomment>
   <source>Bins</source>
   <translation>구간들</translation>
  </message>
  <message>
   <extracomment>layer Equalization</extracomment>
   <source>How many tones are told apart.</source>
   <translation>구별하는 색조의 수.</translation>
  </message>
  <message>
   <extracomment>layer RandAugment</extracomment>
   <source>Applies some augmentations, drawn anew for each batch, one after the other (Cubuk et al., 2019)</source>
   <translation>배치마다 새로 뽑은 증강을 차례로 적용합니다 (Cubuk 외, 2019)</translation>
  </message>
  <message>
   <extracomment>layer RandAugment</extracomment>
   <source>Num ops</source>
   <translation>연산 수</translation>
  </message>
  <message>
   <extracomment>layer RandAugment</extracomment>
   <source>How many are applied.</source>
   <translation>몇 개를 적용할지.</translation>
  </message>
  <message>
   <extracomment>layer RandAugment</extracomment>
   <source>Their strength, from 0 to 1.</source>
   <translation>그 세기, 0에서 1까지.</translation>
  </message>
  <message>
   <extracomment>layer RandAugment</extracomment>
   <source>How pixels are drawn by those that move them.</source>
   <translation>픽셀을 옮기는 것들이 픽셀을 그리는 방법.</translation>
  </message>
  <message>
   <extracomment>layer AugMix</extracomment>
   <source>Mixes pictures with several chains of augmentations of themselves (Hendrycks et al., 2019)</source>
   <translation>자신을 증강한 여러 갈래와 섞습니다 (Hendrycks 외, 2019)</translation>
  </message>
  <message>
   <extracomment>layer AugMix</extracomment>
   <source>Num chains</source>
   <translation>사슬 수</translation>
  </message>
  <message>
   <extracomment>layer AugMix</extracomment>
   <source>How many chains.</source>
   <translation>사슬의 수.</translation>
  </message>
  <message>
   <extracomment>layer AugMix</extracomment>
   <source>Chain depth</source>
   <translation>사슬 깊이</translation>
  </message>
  <message>
   <extracomment>layer AugMix</extracomment>
   <source>How many augmentations a chain has at most.</source>
   <translation>사슬 하나에 증강이 최대 몇 개인지.</translation>
  </message>
  <message>
   <extracomment>layer AugMix</extracomment>
   <source>Parameter of the distributions from which the shares are drawn.</source>
   <translation>비율을 뽑는 분포의 매개변수.</translation>
  </message>
  <message>
   <extracomment>layer AugMix</extracomment>
   <source>All ops</source>
   <translation>모든 연산</translation>
  </message>
  <message>
   <extracomment>layer AugMix</extracomment>
   <source>Whether brightness, colour, contrast and sharpness are among the augmentations.</source>
   <translation>밝기, 색, 대비, 선명도도 증강에 넣을지 여부.</translation>
  </message>
  <message>
   <extracomment>layer RandomHeight</extracomment>
   <source>Makes pictures higher or lower by chance, all of a batch alike</source>
   <translation>이미지를 무작위로 높이거나 낮춥니다. 한 배치의 이미지는 모두 똑같이 바뀝니다</translation>
  </message>
  <message>
   <extracomment>layer RandomHeight</extracomment>
   <source>By how much at most; or the lowest and the highest number: 0.2 makes them 20 % longer.</source>
   <translation>최대 얼마나. 가장 작은 수와 가장 큰 수로도 줄 수 있습니다: 0.2이면 20 % 길어집니다.</translation>
  </message>
  <message>
   <extracomment>layer RandomWidth</extracomment>
   <source>Makes pictures wider or narrower by chance, all of a batch alike</source>
   <translation>이미지를 무작위로 넓히거나 좁힙니다. 한 배치의 이미지는 모두 똑같이 바뀝니다</translation>
  </message>
  <message>
   <extracomment>layer CategoryEncoding</extracomment>
   <source>Turns whole numbers below ``num_tokens`` into rows of as many columns</source>
   <translation>``num_tokens``보다 작은 정수를 그만큼의 열로 바꿉니다</translation>
  </message>
  <message>
   <extracomment>layer CategoryEncoding</extracomment>
   <source>Num tokens</source>
   <translation>토큰 수</translation>
  </message>
  <message>
   <extracomment>layer CategoryEncoding</extracomment>
   <source>How many different numbers there are.</source>
   <translation>서로 다른 숫자의 수.</translation>
  </message>
  <message>
   <extracomment>layer CategoryEncoding</extracomment>
   <source>Output mode</source>
   <translation>출력 방식</translation>
  </message>
  <message>
   <extracomment>layer CategoryEncoding</extracomment>
   <source>One row per number (one_hot), one per sample that marks its numbers (multi_hot) or counts them.</source>
   <translation>숫자마다 한 행(one_hot), 샘플마다 있는 숫자를 표시하는 한 행(multi_hot), 또는 세는 한 행(count).</translation>
  </message>
  <message>
   <extracomment>layer Discretization</extracomment>
   <source>Replaces numbers by that of the bin in which they lie, between given bounds or ones that ``adapt`` learns</source>
   <translation>숫자를 그것이 속한 구간 번호로 바꿉니다 (구간은 주거나 ``adapt``가 학습)</translation>
  </message>
  <message>
   <extracomment>layer Discretization</extracomment>
   <source>Bin boundaries</source>
   <translation>구간 경계</translation>
  </message>
  <message>
   <extracomment>layer Discretization</extracomment>
   <source>Bounds between bins, rising.</source>
   <translation>구간 사이의 경계, 커지는 순서로.</translation>
  </message>
  <message>
   <extracomment>layer Discretization</extracomment>
   <source>Num bins</source>
   <translation>구간 수</translation>
  </message>
  <message>
   <extracomment>layer Discretization</extracomment>
   <source>Number of bins that ``adapt`` finds, of equally many samples.</source>
   <translation>``adapt``이(가) 찾을 구간의 수. 샘플 수가 서로 같게 나눕니다.</translation>
  </message>
  <message>
   <extracomment>layer Discretization</extracomment>
   <source>How far the share of samples in a bin may be off.</source>
   <translation>구간에 든 샘플의 비율이 얼마나 어긋나도 되는지.</translation>
  </message>
  <message>
   <extracomment>layer Discretization</extracomment>
   <source>Indices (int), or rows for each number (one_hot) or sample (multi_hot, count).</source>
   <translation>번호(int), 또는 숫자마다(one_hot) 혹은 샘플마다(multi_hot, count) 한 행.</translation>
  </message>
  <message>
   <extracomment>layer Hashing</extracomment>
   <source>Puts texts or whole numbers into bins by their hash, the same ones everywhere</source>
   <translation>텍스트나 정수를 해시로 구간에 넣습니다</translation>
  </message>
  <message>
   <extracomment>layer Hashing</extracomment>
   <source>Number of bins, that of masked values included.</source>
   <translation>구간의 수. 마스크된 값의 구간도 셉니다.</translation>
  </message>
  <message>
   <extracomment>layer Hashing</extracomment>
   <source>A value that always goes to bin 0, alone there.</source>
   <translation>언제나 홀로 0번 구간에 들어가는 값.</translation>
  </message>
  <message>
   <extracomment>layer Hashing</extracomment>
   <source>Salt</source>
   <translation>솔트</translation>
  </message>
  <message>
   <extracomment>layer Hashing</extracomment>
   <source>One or two numbers that change the bins; then SipHash64 is used instead of FarmHash64.</source>
   <translation>구간을 바꾸는 숫자 하나나 둘. 그러면 FarmHash64 대신 SipHash64를 씁니다.</translation>
  </message>
  <message>
   <extracomment>layer Hashing</extracomment>
   <source>Indices (int), or rows for each value (one_hot) or sample (multi_hot, count).</source>
   <translation>번호(int), 또는 값마다(one_hot) 혹은 샘플마다(multi_hot, count) 한 행.</translation>
  </message>
  <message>
   <extracomment>layer HashedCrossing</extracomment>
   <source>Puts combinations of several categories into bins by their hash</source>
   <translation>여러 범주의 조합을 해시로 구간에 넣습니다</translation>
  </message>
  <message>
   <extracomment>layer HashedCrossing</extracomment>
   <source>Number of bins.</source>
   <translation>구간의 수.</translation>
  </message>
  <message>
   <extracomment>layer HashedCrossing</extracomment>
   <source>Indices (int) or rows with a column for each bin (one_hot).</source>
   <translation>번호(int) 또는 구간마다 열이 있는 행(one_hot).</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>Brings images to one size</source>
   <translation>이미지를 한 크기로 맞춥니다</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>New height.</source>
   <translation>새 높이.</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>New width.</source>
   <translation>새 너비.</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>How pixels are drawn: "nearest" takes one, the others mix neighbours.</source>
   <translation>픽셀을 그리는 방법: "nearest"는 하나를 고르고, 다른 것은 이웃을 섞습니다.</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>Crop to aspect ratio</source>
   <translation>비율에 맞게 자르기</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>Whether to cut the borders so that nothing is distorted.</source>
   <translation>찌그러지지 않도록 가장자리를 자를지 여부.</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>Pad to aspect ratio</source>
   <translation>비율에 맞게 채우기</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>Whether to add borders so that nothing is distorted.</source>
   <translation>찌그러지지 않도록 가장자리를 더할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>How added borders are filled.</source>
   <translation>더한 가장자리를 채우는 방법.</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>Value of added borders.</source>
   <translation>더한 가장자리의 값.</translation>
  </message>
  <message>
   <extracomment>layer Resizing</extracomment>
   <source>Whether pixels that become smaller are averaged rather than skipped.</source>
   <translation>작아지는 픽셀을 건너뛰지 않고 평균할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer CenterCrop</extracomment>
   <source>Cuts the middle out of images; smaller ones are enlarged without distortion first</source>
   <translation>이미지의 가운데를 잘라 냅니다 (작으면 먼저 비율대로 키움)</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Replaces texts by their places in a vocabulary, given or learned by ``adapt``, or back again</source>
   <translation>텍스트를 어휘의 번호로, 또는 거꾸로 바꿉니다</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Max tokens</source>
   <translation>최대 토큰 수</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Number of entries at most.</source>
   <translation>항목의 최대 수.</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Num oov indices</source>
   <translation>OOV 번호 수</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>How many places there are for unknown texts.</source>
   <translation>모르는 텍스트를 위한 자리의 수.</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Mask token</source>
   <translation>마스크 토큰</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>The text that stands for "nothing here", with index 0.</source>
   <translation>"아무것도 없음"을 뜻하는 텍스트. 번호는 0입니다.</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Oov token</source>
   <translation>OOV 토큰</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Stands for unknown texts on the way back.</source>
   <translation>거꾸로 갈 때 모르는 텍스트를 대신합니다.</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Vocabulary</source>
   <translation>어휘</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>The texts, or the path of a file with one in each line.</source>
   <translation>텍스트들, 또는 한 줄에 하나씩 적은 파일의 경로.</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Idf weights</source>
   <translation>IDF 가중치</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>The weight of each text, with output mode "tf_idf".</source>
   <translation>출력 방식이 "tf_idf"일 때 텍스트마다의 가중치.</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Invert</source>
   <translation>반전</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Whether to go from indices to texts.</source>
   <translation>번호에서 텍스트로 갈지 여부.</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Indices (int), rows for each text (one_hot) or sample (multi_hot, count, tf_idf).</source>
   <translation>번호(int), 또는 텍스트마다(one_hot) 혹은 샘플마다(multi_hot, count, tf_idf) 한 행.</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Pad to max tokens</source>
   <translation>최대 토큰 수까지 채우기</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Whether rows have ``max_tokens`` columns, also where the vocabulary is smaller.</source>
   <translation>어휘가 더 작아도 행의 열을 ``max_tokens``개로 할지 여부.</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>Encoding</source>
   <translation>문자 인코딩</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>How files are encoded.</source>
   <translation>파일의 문자 인코딩.</translation>
  </message>
  <message>
   <extracomment>layer StringLookup</extracomment>
   <source>One or two numbers that change the places of unknown texts.</source>
   <translation>모르는 텍스트의 자리를 바꾸는 숫자 하나나 둘.</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>Replaces whole numbers by their places in a vocabulary, given or learned by ``adapt``, or back again</source>
   <translation>정수를 어휘의 번호로, 또는 거꾸로 바꿉니다</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>How many places there are for unknown numbers.</source>
   <translation>모르는 숫자를 위한 자리의 수.</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>The number that stands for "nothing here", with index 0.</source>
   <translation>"아무것도 없음"을 뜻하는 숫자. 번호는 0입니다.</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>Stands for unknown numbers on the way back.</source>
   <translation>거꾸로 갈 때 모르는 숫자를 대신합니다.</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>The numbers, or the path of a file with one in each line.</source>
   <translation>숫자들, 또는 한 줄에 하나씩 적은 파일의 경로.</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>Vocabulary dtype</source>
   <translation>어휘의 숫자 종류</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>Number type of the vocabulary: int64.</source>
   <translation>어휘의 숫자 종류: int64.</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>The weight of each number, with output mode "tf_idf".</source>
   <translation>출력 방식이 "tf_idf"일 때 숫자마다의 가중치.</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>Whether to go from indices to numbers.</source>
   <translation>번호에서 숫자로 갈지 여부.</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>Indices (int), rows for each number (one_hot) or sample (multi_hot, count, tf_idf).</source>
   <translation>번호(int), 또는 숫자마다(one_hot) 혹은 샘플마다(multi_hot, count, tf_idf) 한 행.</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>Oov method</source>
   <translation>OOV 처리</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>How unknown numbers are spread over several places: by their remainder or by a hash.</source>
   <translation>모르는 숫자를 여러 자리에 나누는 방법: 나머지로 또는 해시로.</translation>
  </message>
  <message>
   <extracomment>layer IntegerLookup</extracomment>
   <source>One or two numbers that change the hash.</source>
   <translation>해시를 바꾸는 숫자 하나나 둘.</translation>
  </message>
  <message>
   <extracomment>layer Pipeline</extracomment>
   <source>Applies layers one after the other; by default as in training, since it prepares data for it</source>
   <translation>층을 차례로 적용합니다 (학습용 데이터를 준비하므로 학습 때처럼)</translation>
  </message>
  <message>
   <extracomment>layer Pipeline</extracomment>
   <source>Layers</source>
   <translation>층 </translation>
  </message>
  <message>
   <extracomment>layer Pipeline</extracomment>
   <source>The layers.</source>
   <translation>층들.</translation>
  </message>
  <message>
   <extracomment>layer Pipeline</extracomment>
   <source>The name of the pipeline.</source>
   <translation>파이프라인의 이름.</translation>
  </message>
  <message>
   <extracomment>layer Rescaling</extracomment>
   <source>Multiplies by a number and adds another, for example to bring pixels from 0..255 to 0..1</source>
   <translation>수를 곱하고 더합니다 (예: 픽셀 0..255를 0..1로)</translation>
  </message>
  <message>
   <extracomment>layer Rescaling</extracomment>
   <source>Factor, one number or one for each channel.</source>
   <translation>곱하는 값. 숫자 하나 또는 채널마다 하나.</translation>
  </message>
  <message>
   <extracomment>layer Rescaling</extracomment>
   <source>Offset</source>
   <translation>더할 값</translation>
  </message>
  <message>
   <extracomment>layer Rescaling</extracomment>
   <source>Added afterwards, likewise.</source>
   <translation>그 뒤에 더하는 값. 마찬가지입니다.</translation>
  </message>
  <message>
   <extracomment>layer Normalization</extracomment>
   <source>Brings each feature to mean 0 and variance 1 by numbers that ``adapt`` learns from data, or given ones</source>
   <translation>``adapt``가 배우거나 주어진 값으로 특성마다 평균 0, 분산 1로 맞춥니다</translation>
  </message>
  <message>
   <extracomment>layer Normalization</extracomment>
   <source>The axis or axes whose places have numbers of their own; None for one mean of everything.</source>
   <translation>자리마다 숫자를 따로 갖는 축. None이면 전체의 평균 하나입니다.</translation>
  </message>
  <message>
   <extracomment>layer Normalization</extracomment>
   <source>Mean</source>
   <translation>평균</translation>
  </message>
  <message>
   <extracomment>layer Normalization</extracomment>
   <source>Mean of each feature, where it is known.</source>
   <translation>특성마다의 평균(알고 있을 때).</translation>
  </message>
  <message>
   <extracomment>layer Normalization</extracomment>
   <source>Variance</source>
   <translation>분산</translation>
  </message>
  <message>
   <extracomment>layer Normalization</extracomment>
   <source>Variance of each feature, given together with ``mean``.</source>
   <translation>특성마다의 분산. ``mean``과 함께 줍니다.</translation>
  </message>
  <message>
   <extracomment>layer Normalization</extracomment>
   <source>Whether to go back from normalized numbers to the original ones.</source>
   <translation>정규화된 숫자에서 원래 숫자로 되돌아갈지 여부.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Turns sounds into spectrograms with frequencies as the ear tells them apart</source>
   <translation>소리를 귀가 듣는 주파수대로 스펙트로그램으로 바꿉니다</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Fft length</source>
   <translation>FFT 길이</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Length of the Fourier transform.</source>
   <translation>푸리에 변환의 길이.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Sequence stride</source>
   <translation>시퀀스 간격</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Samples from one piece to the next.</source>
   <translation>한 조각에서 다음 조각까지의 샘플 수.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Sequence length</source>
   <translation>시퀀스 길이</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Length of a piece; that of the transform by default.</source>
   <translation>조각 하나의 길이. 기본값은 변환의 길이입니다.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Window</source>
   <translation>창</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Weights within a piece: "hann", "hamming" or None.</source>
   <translation>조각 안의 가중치: "hann", "hamming" 또는 None.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Sampling rate</source>
   <translation>샘플링 레이트</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Samples per second.</source>
   <translation>1초의 샘플 수.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Num mel bins</source>
   <translation>멜 대역 수</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Number of frequency bands.</source>
   <translation>주파수 대역의 수.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Min freq</source>
   <translation>최저 주파수</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Lowest frequency.</source>
   <translation>가장 낮은 주파수.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Max freq</source>
   <translation>최고 주파수</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Highest frequency; half the sampling rate by default.</source>
   <translation>가장 높은 주파수. 기본값은 표본화율의 절반입니다.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Power to db</source>
   <translation>데시벨 변환</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Whether the result is in decibels.</source>
   <translation>결과가 데시벨인지 여부.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Top db</source>
   <translation>데시벨 범위</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>How far below the loudest point decibels go.</source>
   <translation>가장 큰 소리에서 몇 데시벨 아래까지인지.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Mag exp</source>
   <translation>크기의 지수</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Exponent of the magnitudes: 1 for energy, 2 for power.</source>
   <translation>크기의 지수: 1은 에너지, 2는 전력.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Min power</source>
   <translation>최소 전력</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Smallest power.</source>
   <translation>가장 작은 전력.</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>Ref power</source>
   <translation>기준 전력</translation>
  </message>
  <message>
   <extracomment>layer MelSpectrogram</extracomment>
   <source>The power that is 0 decibels.</source>
   <translation>0 데시벨에 해당하는 전력.</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Turns signals into spectrograms by convolutions that compute a Fourier transform and can be trained on</source>
   <translation>푸리에 변환을 합성곱으로 계산해 스펙트로그램으로 바꿉니다 (학습 가능)</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>What is given out: magnitudes, their logarithm, power (psd), parts, both parts (stft) or angles.</source>
   <translation>무엇을 낼지: 크기, 그 로그, 전력(psd), 한 부분, 두 부분(stft) 또는 각도.</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Frame length</source>
   <translation>프레임 길이</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Samples in a piece.</source>
   <translation>조각 하나의 샘플 수.</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Frame step</source>
   <translation>프레임 간격</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Samples from one piece to the next; half a piece by default.</source>
   <translation>한 조각에서 다음 조각까지의 샘플 수. 기본값은 조각의 절반입니다.</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Length of the transform; by default the next power of two.</source>
   <translation>변환의 길이. 기본값은 그다음 2의 거듭제곱입니다.</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Name of a window of ``scipy.signal``, its values, or None.</source>
   <translation>``scipy.signal``의 창 이름, 그 값들 또는 None.</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Periodic</source>
   <translation>주기적</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Whether the window goes on with itself.</source>
   <translation>창이 자기 자신으로 이어지는지 여부.</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Scaling</source>
   <translation>크기 맞춤</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>How the window is brought to a common size.</source>
   <translation>창의 크기를 맞추는 방법.</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Whether pieces end with the signal (valid) or go on beyond it (same).</source>
   <translation>조각이 신호와 함께 끝나는지(valid), 그 너머로 이어지는지(same).</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Expand dims</source>
   <translation>축 더하기</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Whether channels have an axis of their own.</source>
   <translation>채널이 축을 따로 갖는지 여부.</translation>
  </message>
  <message>
   <extracomment>layer STFTSpectrogram</extracomment>
   <source>Where signals keep their channels.</source>
   <translation>신호에서 채널이 놓인 자리.</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>Cuts texts into words and replaces these by their places in a vocabulary, given or learned by ``adapt``</source>
   <translation>텍스트를 단어로 나누고 어휘의 번호로 바꿉니다</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>Number of entries of the vocabulary at most.</source>
   <translation>어휘 항목의 최대 수.</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>Standardize</source>
   <translation>표준화</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>What is done to texts first: small letters, no punctuation, both, nothing, or a function.</source>
   <translation>먼저 텍스트를 어떻게 다듬을지: 소문자로, 문장 부호 없이, 둘 다, 그대로 또는 함수.</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>Split</source>
   <translation>나누는 방법</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>Where texts are cut: at white space, at every character, nowhere, or a function.</source>
   <translation>텍스트를 어디서 자를지: 빈칸에서, 글자마다, 자르지 않음 또는 함수.</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>Ngrams</source>
   <translation>N그램</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>Up to how many neighbouring words count as one entry, or exactly which numbers.</source>
   <translation>이웃한 단어를 몇 개까지 한 항목으로 칠지, 또는 정확히 몇 개씩일지.</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>Indices (int), or rows for each sample (multi_hot, count, tf_idf) or word (one_hot).</source>
   <translation>번호(int), 또는 샘플마다(multi_hot, count, tf_idf) 혹은 단어마다(one_hot) 한 행.</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>Output sequence length</source>
   <translation>출력 시퀀스 길이</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>Length to which indices are cut or filled up.</source>
   <translation>번호들을 자르거나 채워 맞출 길이.</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>The words, or the path of a file with one in each line.</source>
   <translation>단어들, 또는 한 줄에 하나씩 적은 파일의 경로.</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>The weight of each word, with output mode "tf_idf".</source>
   <translation>출력 방식이 "tf_idf"일 때 단어마다의 가중치.</translation>
  </message>
  <message>
   <extracomment>layer TextVectorization</extracomment>
   <source>The same.</source>
   <translation>위와 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer ReversibleEmbedding</extracomment>
   <source>An embedding that language models also use backwards, to score every number by a vector</source>
   <translation>언어 모델이 거꾸로도 쓰는 임베딩: 벡터로 모든 번호에 점수를 매깁니다</translation>
  </message>
  <message>
   <extracomment>layer ReversibleEmbedding</extracomment>
   <source>Tie weights</source>
   <translation>가중치 공유</translation>
  </message>
  <message>
   <extracomment>layer ReversibleEmbedding</extracomment>
   <source>Whether both ways use the same weights.</source>
   <translation>양방향이 같은 가중치를 쓸지 여부.</translation>
  </message>
  <message>
   <extracomment>layer ReversibleEmbedding</extracomment>
   <source>Reverse dtype</source>
   <translation>역방향 숫자 종류</translation>
  </message>
  <message>
   <extracomment>layer ReversibleEmbedding</extracomment>
   <source>Number type of the way back.</source>
   <translation>거꾸로 갈 때의 숫자 종류.</translation>
  </message>
  <message>
   <extracomment>layer ReversibleEmbedding</extracomment>
   <source>Logit soft cap</source>
   <translation>로짓 상한</translation>
  </message>
  <message>
   <extracomment>layer ReversibleEmbedding</extracomment>
   <source>Bound that the scores approach but never pass.</source>
   <translation>점수가 다가가지만 넘지 않는 한계.</translation>
  </message>
  <message>
   <extracomment>layer QuantizedDense</extracomment>
   <source>Fully connected layer whose kernel was quantized</source>
   <translation>커널이 양자화된 완전 연결 층</translation>
  </message>
  <message>
   <extracomment>layer QuantizedDense</extracomment>
   <source>Quantization</source>
   <translation>양자화</translation>
  </message>
  <message>
   <extracomment>layer QuantizedDense</extracomment>
   <source>How: ``mode``, the ``numbers`` behind it (bits, size of groups), the ``range`` of the steps to which inputs are rounded, and Keras's ``config`` of it; ``None`` for 8 bits on rounded inputs.</source>
   <translation>방식: ``mode``, 그 뒤의 ``numbers``(비트 수, 묶음 크기), 입력을 반올림하는 단계의 ``range``, 그리고 Keras의 ``config``. ``None``이면 반올림한 입력에 8비트입니다.</translation>
  </message>
  <message>
   <extracomment>layer QuantizedEinsumDense</extracomment>
   <source>Dense layer over any axes whose kernel was quantized</source>
   <translation>커널이 양자화된, 임의의 축에 대한 밀집 층</translation>
  </message>
  <message>
   <extracomment>layer QuantizedEinsumDense</extracomment>
   <source>Sizes of the output without the batch.</source>
   <translation>배치를 뺀 출력의 크기.</translation>
  </message>
  <message>
   <extracomment>layer QuantizedEmbedding</extracomment>
   <source>Embedding whose vectors were quantized</source>
   <translation>벡터가 양자화된 임베딩</translation>
  </message>
  <message>
   <extracomment>layer QuantizedReversibleEmbedding</extracomment>
   <source>Embedding for both ways whose vectors were quantized</source>
   <translation>벡터가 양자화된 양방향 임베딩</translation>
  </message>
  <message>
   <extracomment>layer Dropout</extracomment>
   <source>Sets a random share of its inputs to 0 while training</source>
   <translation>학습하는 동안 입력의 일부를 무작위로 0으로 만듭니다</translation>
  </message>
  <message>
   <extracomment>layer Dropout</extracomment>
   <source>Share of the inputs to drop, from 0 to 1.</source>
   <translation>버리는 입력의 비율, 0에서 1까지.</translation>
  </message>
  <message>
   <extracomment>layer Flatten</extracomment>
   <source>Turns each sample into one row of numbers</source>
   <translation>샘플마다 숫자 한 줄로 펼칩니다</translation>
  </message>
  <message>
   <extracomment>layer Flatten</extracomment>
   <source>Where images keep their channels; ``channels_first`` is brought to channels last before.</source>
   <translation>이미지에서 채널이 놓인 자리. ``channels_first``는 먼저 채널을 맨 뒤로 옮깁니다.</translation>
  </message>
  <message>
   <extracomment>layer Reshape</extracomment>
   <source>Gives each sample another shape with the same number of elements</source>
   <translation>원소 수는 그대로 두고 샘플의 형태를 바꿉니다</translation>
  </message>
  <message>
   <extracomment>layer Reshape</extracomment>
   <source>Target shape</source>
   <translation>목표 형태</translation>
  </message>
  <message>
   <extracomment>layer Reshape</extracomment>
   <source>Shape of one sample; -1 for at most one size that follows from the others.</source>
   <translation>샘플 하나의 형태. 나머지에서 정해지는 크기 하나는 -1로 쓸 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layer Permute</extracomment>
   <source>Reorders the axes of each sample, for example to exchange steps and features</source>
   <translation>샘플의 축 순서를 바꿉니다 (예: 스텝과 특성)</translation>
  </message>
  <message>
   <extracomment>layer Permute</extracomment>
   <source>Dims</source>
   <translation>축 순서</translation>
  </message>
  <message>
   <extracomment>layer Permute</extracomment>
   <source>The axis that comes to each place, counted from 1; the batch stays in front.</source>
   <translation>각 자리에 올 축, 1부터 셉니다. 배치는 맨 앞에 남습니다.</translation>
  </message>
  <message>
   <extracomment>layer RepeatVector</extracomment>
   <source>Repeats a vector as the steps of a sequence</source>
   <translation>벡터를 시퀀스의 스텝으로 반복합니다</translation>
  </message>
  <message>
   <extracomment>layer RepeatVector</extracomment>
   <source>Number of steps.</source>
   <translation>스텝 수.</translation>
  </message>
  <message>
   <extracomment>layer SeparableConv1D</extracomment>
   <source>Filters every channel of sequences apart, then mixes the channels: a Conv1D with far fewer weights</source>
   <translation>채널마다 따로 거른 뒤 섞습니다. 가중치가 훨씬 적은 Conv1D</translation>
  </message>
  <message>
   <extracomment>layer SeparableConv1D</extracomment>
   <source>Number of filters for each channel before they are mixed.</source>
   <translation>섞기 전에 채널마다 필터의 수.</translation>
  </message>
  <message>
   <extracomment>layer SeparableConv1D</extracomment>
   <source>Pointwise initializer</source>
   <translation>점별 초기화</translation>
  </message>
  <message>
   <extracomment>layer SeparableConv1D</extracomment>
   <source>How the pointwise kernel's values start.</source>
   <translation>점별 커널을 어떤 값에서 시작할지.</translation>
  </message>
  <message>
   <extracomment>layer SeparableConv1D</extracomment>
   <source>Pointwise regularizer</source>
   <translation>점별 규제</translation>
  </message>
  <message>
   <extracomment>layer SeparableConv1D</extracomment>
   <source>Penalty on the pointwise kernel.</source>
   <translation>점별 커널에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>layer SeparableConv1D</extracomment>
   <source>Pointwise constraint</source>
   <translation>점별 제약</translation>
  </message>
  <message>
   <extracomment>layer SeparableConv1D</extracomment>
   <source>Projection of the pointwise kernel after each update.</source>
   <translation>갱신할 때마다 점별 커널을 제약에 맞춥니다.</translation>
  </message>
  <message>
   <extracomment>layer SeparableConv2D</extracomment>
   <source>Filters every channel of images apart, then mixes the channels: a Conv2D with far fewer weights</source>
   <translation>채널마다 따로 거른 뒤 섞습니다. 가중치가 훨씬 적은 Conv2D</translation>
  </message>
  <message>
   <extracomment>layer SpectralNormalization</extracomment>
   <source>Divides the kernel of a layer by its largest singular value at each training step, as in stable GANs</source>
   <translation>학습 스텝마다 커널을 가장 큰 특잇값으로 나눕니다 (안정된 GAN처럼)</translation>
  </message>
  <message>
   <extracomment>layer SpectralNormalization</extracomment>
   <source>Layer</source>
   <translation>감쌀 층</translation>
  </message>
  <message>
   <extracomment>layer SpectralNormalization</extracomment>
   <source>The layer, which has a kernel or embeddings.</source>
   <translation>커널이나 임베딩이 있는 층.</translation>
  </message>
  <message>
   <extracomment>layer SpectralNormalization</extracomment>
   <source>Power iterations</source>
   <translation>거듭 반복 수</translation>
  </message>
  <message>
   <extracomment>layer SpectralNormalization</extracomment>
   <source>Rounds in which the singular value is approximated at each step.</source>
   <translation>스텝마다 특잇값을 어림하는 횟수.</translation>
  </message>
  <message>
   <extracomment>layer UpSampling1D</extracomment>
   <source>Repeats every step of sequences</source>
   <translation>시퀀스의 스텝을 반복합니다</translation>
  </message>
  <message>
   <extracomment>layer UpSampling1D</extracomment>
   <source>Size</source>
   <translation>크기</translation>
  </message>
  <message>
   <extracomment>layer UpSampling1D</extracomment>
   <source>How many times each step comes.</source>
   <translation>스텝마다 몇 번 나오는지.</translation>
  </message>
  <message>
   <extracomment>layer UpSampling2D</extracomment>
   <source>Makes images larger by repeating pixels or by drawing smoothly between them</source>
   <translation>픽셀을 반복하거나 보간해 이미지를 키웁니다</translation>
  </message>
  <message>
   <extracomment>layer UpSampling2D</extracomment>
   <source>Factors for height and width; one number for both.</source>
   <translation>높이와 너비의 배율. 숫자 하나면 둘 다 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer UpSampling2D</extracomment>
   <source>"nearest" repeats pixels, the others draw smoothly between them.</source>
   <translation>"nearest"는 픽셀을 반복하고, 다른 것은 그 사이를 부드럽게 그립니다.</translation>
  </message>
  <message>
   <extracomment>layer UpSampling3D</extracomment>
   <source>Repeats every place of volumes</source>
   <translation>볼륨의 자리를 반복합니다</translation>
  </message>
  <message>
   <extracomment>layer UpSampling3D</extracomment>
   <source>Factors for depth, height and width; one number for all.</source>
   <translation>깊이, 높이, 너비의 배율. 숫자 하나면 모두 같습니다.</translation>
  </message>
  <message>
   <extracomment>layer Wrapper</extracomment>
   <source>Holds another layer; the base of layers that use one in a way of their own</source>
   <translation>다른 층을 품습니다. 층을 자기 방식으로 쓰는 층의 바탕</translation>
  </message>
  <message>
   <extracomment>layer Wrapper</extracomment>
   <source>The layer inside.</source>
   <translation>안에 든 층.</translation>
  </message>
  <message>
   <extracomment>layer TimeDistributed</extracomment>
   <source>Applies a layer to every time step by itself</source>
   <translation>층을 스텝마다 따로 적용합니다</translation>
  </message>
  <message>
   <extracomment>layer TimeDistributed</extracomment>
   <source>The layer to apply.</source>
   <translation>적용할 층.</translation>
  </message>
  <message>
   <extracomment>layer Bidirectional</extracomment>
   <source>Reads a sequence forwards and backwards with two recurrent layers and merges what they say</source>
   <translation>두 순환 층으로 앞뒤 양쪽에서 읽고 합칩니다</translation>
  </message>
  <message>
   <extracomment>layer Bidirectional</extracomment>
   <source>A recurrent layer; it is copied, once for each direction.</source>
   <translation>순환 층. 방향마다 하나씩 복사됩니다.</translation>
  </message>
  <message>
   <extracomment>layer Bidirectional</extracomment>
   <source>Merge mode</source>
   <translation>합치는 방식</translation>
  </message>
  <message>
   <extracomment>layer Bidirectional</extracomment>
   <source>How the two outputs become one; none for a pair of outputs.</source>
   <translation>두 출력을 하나로 만드는 방법. none이면 출력이 둘입니다.</translation>
  </message>
  <message>
   <extracomment>layer Bidirectional</extracomment>
   <source>Backward layer</source>
   <translation>역방향 층</translation>
  </message>
  <message>
   <extracomment>layer Bidirectional</extracomment>
   <source>Another layer for the way back, with the opposite ``go_backwards``.</source>
   <translation>거꾸로 갈 때 쓰는 다른 층. ``go_backwards``가 반대여야 합니다.</translation>
  </message>
  <message>
   <extracomment>layer Model</extracomment>
   <source>A layer with training (``keras.Model``)</source>
   <translation>학습이 있는 층 (``keras.Model``)</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>Prepares the columns of a table for a network (``keras.utils.FeatureSpace``)</source>
   <translation>표의 열을 신경망에 맞게 준비합니다 (``keras.utils.FeatureSpace``)</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>Features</source>
   <translation>특성들</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>For each column a kind such as ``"float_normalized"``, or a feature made by a method such as :meth:`string_categorical`.</source>
   <translation>열마다 ``"float_normalized"`` 같은 종류, 또는 :meth:`string_categorical` 같은 메서드로 만든 특성.</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>``"concat"`` for one vector, ``"dict"`` for an output by column.</source>
   <translation>``"concat"``이면 벡터 하나, ``"dict"``이면 열마다 출력 하나.</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>Crosses</source>
   <translation>교차</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>Groups of columns to look at together.</source>
   <translation>함께 볼 열의 묶음.</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>Crossing dim</source>
   <translation>교차 차원</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>How many numbers crossed values are spread over.</source>
   <translation>교차한 값을 몇 개의 숫자에 나눌지.</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>Hashing dim</source>
   <translation>해시 차원</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>Likewise for hashed columns.</source>
   <translation>해시된 열도 마찬가지입니다.</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>Num discretization bins</source>
   <translation>이산화 구간 수</translation>
  </message>
  <message>
   <extracomment>layer FeatureSpace</extracomment>
   <source>How many ranges numbers are sorted into.</source>
   <translation>숫자를 몇 개의 범위로 나눌지.</translation>
  </message>
  <message>
   <extracomment>initializer Zeros</extracomment>
   <source>All zeros</source>
   <translation>모두 0</translation>
  </message>
  <message>
   <extracomment>initializer Ones</extracomment>
   <source>All ones</source>
   <translation>모두 1</translation>
  </message>
  <message>
   <extracomment>initializer Constant</extracomment>
   <source>The same value everywhere</source>
   <translation>어디에나 같은 값</translation>
  </message>
  <message>
   <extracomment>initializer Constant</extracomment>
   <source>Value</source>
   <translation>상수 값</translation>
  </message>
  <message>
   <extracomment>initializer Constant</extracomment>
   <source>The value, or an array of the weight's shape.</source>
   <translation>그 값, 또는 가중치와 형태가 같은 배열.</translation>
  </message>
  <message>
   <extracomment>initializer Identity</extracomment>
   <source>The identity matrix</source>
   <translation>단위행렬</translation>
  </message>
  <message>
   <extracomment>initializer Identity</extracomment>
   <source>Gain</source>
   <translation>이득</translation>
  </message>
  <message>
   <extracomment>initializer Identity</extracomment>
   <source>Factor on the matrix.</source>
   <translation>행렬에 곱하는 값.</translation>
  </message>
  <message>
   <extracomment>initializer RandomNormal</extracomment>
   <source>Values from the normal distribution</source>
   <translation>정규분포에서 뽑은 값</translation>
  </message>
  <message>
   <extracomment>initializer RandomNormal</extracomment>
   <source>Mean of the distribution.</source>
   <translation>분포의 평균.</translation>
  </message>
  <message>
   <extracomment>initializer RandomNormal</extracomment>
   <source>Standard deviation of the distribution.</source>
   <translation>분포의 표준편차.</translation>
  </message>
  <message>
   <extracomment>initializer RandomNormal</extracomment>
   <source>A whole number for the same values each time; drawn by chance when empty.</source>
   <translation>정수를 주면 매번 같은 값이고, 비우면 무작위로 뽑습니다.</translation>
  </message>
  <message>
   <extracomment>initializer TruncatedNormal</extracomment>
   <source>Values from the normal distribution without those beyond two standard deviations</source>
   <translation>정규분포에서 뽑되 표준편차 두 배를 넘는 것은 뺀 값</translation>
  </message>
  <message>
   <extracomment>initializer TruncatedNormal</extracomment>
   <source>Standard deviation before the cut.</source>
   <translation>자르기 전의 표준편차.</translation>
  </message>
  <message>
   <extracomment>initializer RandomUniform</extracomment>
   <source>Values drawn evenly from a range</source>
   <translation>한 범위에서 고르게 뽑은 값</translation>
  </message>
  <message>
   <extracomment>initializer RandomUniform</extracomment>
   <source>Minval</source>
   <translation>하한</translation>
  </message>
  <message>
   <extracomment>initializer RandomUniform</extracomment>
   <source>Lower limit.</source>
   <translation>아래 한계.</translation>
  </message>
  <message>
   <extracomment>initializer RandomUniform</extracomment>
   <source>Maxval</source>
   <translation>상한</translation>
  </message>
  <message>
   <extracomment>initializer RandomUniform</extracomment>
   <source>Upper limit.</source>
   <translation>위 한계.</translation>
  </message>
  <message>
   <extracomment>initializer VarianceScaling</extracomment>
   <source>Values whose spread follows from the number of a unit's inputs or outputs</source>
   <translation>퍼진 정도가 유닛의 입력이나 출력 수에 따라 정해지는 값</translation>
  </message>
  <message>
   <extracomment>initializer VarianceScaling</extracomment>
   <source>Factor on the variance.</source>
   <translation>분산에 곱하는 값.</translation>
  </message>
  <message>
   <extracomment>initializer VarianceScaling</extracomment>
   <source>Whether the variance is divided by the inputs, the outputs or their mean.</source>
   <translation>분산을 입력 수, 출력 수 또는 그 평균으로 나눌지.</translation>
  </message>
  <message>
   <extracomment>initializer VarianceScaling</extracomment>
   <source>Distribution</source>
   <translation>분포</translation>
  </message>
  <message>
   <extracomment>initializer VarianceScaling</extracomment>
   <source>Shape of the distribution.</source>
   <translation>분포의 모양.</translation>
  </message>
  <message>
   <extracomment>initializer VarianceScaling</extracomment>
   <source>Input axes</source>
   <translation>입력 축</translation>
  </message>
  <message>
   <extracomment>initializer VarianceScaling</extracomment>
   <source>Axes of the weight that count as inputs, where its layout is unusual.</source>
   <translation>배치가 특별할 때 입력으로 치는 가중치의 축.</translation>
  </message>
  <message>
   <extracomment>initializer VarianceScaling</extracomment>
   <source>Output axes</source>
   <translation>출력 축</translation>
  </message>
  <message>
   <extracomment>initializer VarianceScaling</extracomment>
   <source>Axes of the weight that count as outputs, where its layout is unusual.</source>
   <translation>배치가 특별할 때 출력으로 치는 가중치의 축.</translation>
  </message>
  <message>
   <extracomment>initializer GlorotUniform</extracomment>
   <source>Even values within ``sqrt(6 / (fan_in + fan_out))``: Keras's default for kernels</source>
   <translation>``sqrt(6 / (fan_in + fan_out))`` 안의 고른 값: 커널에 대한 Keras의 기본값</translation>
  </message>
  <message>
   <extracomment>initializer GlorotNormal</extracomment>
   <source>Cut normal values with variance ``2 / (fan_in + fan_out)``</source>
   <translation>분산이 ``2 / (fan_in + fan_out)``인 잘린 정규분포 값</translation>
  </message>
  <message>
   <extracomment>initializer HeUniform</extracomment>
   <source>Even values within ``sqrt(6 / fan_in)``, made for relu</source>
   <translation>``sqrt(6 / fan_in)`` 안의 고른 값. relu에 맞춘 것</translation>
  </message>
  <message>
   <extracomment>initializer HeNormal</extracomment>
   <source>Cut normal values with variance ``2 / fan_in``, made for relu</source>
   <translation>분산이 ``2 / fan_in``인 잘린 정규분포 값. relu에 맞춘 것</translation>
  </message>
  <message>
   <extracomment>initializer LecunUniform</extracomment>
   <source>Even values within ``sqrt(3 / fan_in)``, made for selu</source>
   <translation>``sqrt(3 / fan_in)`` 안의 고른 값. selu에 맞춘 것</translation>
  </message>
  <message>
   <extracomment>initializer LecunNormal</extracomment>
   <source>Cut normal values with variance ``1 / fan_in``, made for selu</source>
   <translation>분산이 ``1 / fan_in``인 잘린 정규분포 값. selu에 맞춘 것</translation>
  </message>
  <message>
   <extracomment>initializer Orthogonal</extracomment>
   <source>A random orthogonal matrix; other shapes are flattened to one, keeping the last axis</source>
   <translation>무작위 직교행렬. 다른 형태는 마지막 축만 남기고 펼칩니다</translation>
  </message>
  <message>
   <extracomment>initializer STFT</extracomment>
   <source>The kernel of a convolution that computes a short-time Fourier transform, its real or its imaginary part</source>
   <translation>단시간 푸리에 변환을 계산하는 합성곱의 커널. 그 실수부 또는 허수부</translation>
  </message>
  <message>
   <extracomment>initializer STFT</extracomment>
   <source>Side</source>
   <translation>실수부/허수부</translation>
  </message>
  <message>
   <extracomment>initializer STFT</extracomment>
   <source>Which part: ``"real"`` or ``"imag"``.</source>
   <translation>어느 부분: ``"real"`` 또는 ``"imag"``.</translation>
  </message>
  <message>
   <extracomment>initializer STFT</extracomment>
   <source>Name of a window of ``scipy.signal``, its values, or ``None`` for none.</source>
   <translation>``scipy.signal``의 창 이름, 그 값들, 없으면 ``None``.</translation>
  </message>
  <message>
   <extracomment>initializer STFT</extracomment>
   <source>How the window is brought to a common size: by its squares (density), its sum (spectrum) or not.</source>
   <translation>창의 크기를 맞추는 방법: 제곱의 합으로(density), 합으로(spectrum), 또는 그대로.</translation>
  </message>
  <message>
   <extracomment>regularizer L1L2</extracomment>
   <source>Adds ``l1 * sum(|w|) + l2 * sum(w²)`` to the loss</source>
   <translation>손실에 ``l1 * sum(|w|) + l2 * sum(w²)``을(를) 더합니다</translation>
  </message>
  <message>
   <extracomment>regularizer L1L2</extracomment>
   <source>Strength of the absolute values, which makes weights exactly 0.</source>
   <translation>절댓값에 대한 세기. 가중치를 정확히 0으로 만듭니다.</translation>
  </message>
  <message>
   <extracomment>regularizer L1L2</extracomment>
   <source>Strength of the squares, which keeps weights small.</source>
   <translation>제곱에 대한 세기. 가중치를 작게 유지합니다.</translation>
  </message>
  <message>
   <extracomment>regularizer L1</extracomment>
   <source>Adds ``l1 * sum(|w|)`` to the loss, which makes weights exactly 0</source>
   <translation>손실에 ``l1 * sum(|w|)``을(를) 더해 가중치를 정확히 0으로 만듭니다</translation>
  </message>
  <message>
   <extracomment>regularizer L1</extracomment>
   <source>Strength.</source>
   <translation>세기.</translation>
  </message>
  <message>
   <extracomment>regularizer L2</extracomment>
   <source>Adds ``l2 * sum(w²)`` to the loss, which keeps weights small</source>
   <translation>손실에 ``l2 * sum(w²)``을(를) 더해 가중치를 작게 유지합니다</translation>
  </message>
  <message>
   <extracomment>regularizer OrthogonalRegularizer</extracomment>
   <source>Adds the mean similarity of a matrix's rows or columns to the loss, so that they become orthogonal</source>
   <translation>행렬의 행이나 열끼리의 평균 유사도를 손실에 더해 서로 직교하게 합니다</translation>
  </message>
  <message>
   <extracomment>regularizer OrthogonalRegularizer</extracomment>
   <source>Whether rows or columns should be orthogonal.</source>
   <translation>행끼리 직교하게 할지, 열끼리 직교하게 할지.</translation>
  </message>
  <message>
   <extracomment>constraint MaxNorm</extracomment>
   <source>Shortens each unit's weights where they are longer than a limit</source>
   <translation>유닛마다 가중치가 한계보다 길면 줄입니다</translation>
  </message>
  <message>
   <extracomment>constraint MaxNorm</extracomment>
   <source>Largest length.</source>
   <translation>가장 긴 길이.</translation>
  </message>
  <message>
   <extracomment>constraint MaxNorm</extracomment>
   <source>Axis along which the length is taken: 0 for Dense kernels, [0, 1, 2] for Conv2D kernels.</source>
   <translation>길이를 재는 축: Dense 커널은 0, Conv2D 커널은 [0, 1, 2].</translation>
  </message>
  <message>
   <extracomment>constraint NonNeg</extracomment>
   <source>Sets negative weights to zero</source>
   <translation>음수인 가중치를 0으로 만듭니다</translation>
  </message>
  <message>
   <extracomment>constraint UnitNorm</extracomment>
   <source>Scales each unit's weights to length 1</source>
   <translation>유닛마다 가중치의 길이를 1로 맞춥니다</translation>
  </message>
  <message>
   <extracomment>constraint MinMaxNorm</extracomment>
   <source>Keeps the length of each unit's weights between two limits</source>
   <translation>유닛마다 가중치의 길이를 두 한계 사이에 둡니다</translation>
  </message>
  <message>
   <extracomment>constraint MinMaxNorm</extracomment>
   <source>Min value</source>
   <translation>최솟값</translation>
  </message>
  <message>
   <extracomment>constraint MinMaxNorm</extracomment>
   <source>Smallest length.</source>
   <translation>가장 짧은 길이.</translation>
  </message>
  <message>
   <extracomment>constraint MinMaxNorm</extracomment>
   <source>How much of the way to the limits one step goes; 1 is all of it.</source>
   <translation>한 번에 한계까지 얼마나 갈지. 1이면 끝까지 갑니다.</translation>
  </message>
  <message>
   <extracomment>constraint RadialConstraint</extracomment>
   <source>Gives the kernels of two-dimensional convolutions the same values all round, from the diagonal outwards</source>
   <translation>2차원 합성곱의 커널이 가운데에서 바깥으로 둥글게 같은 값을 갖게 합니다</translation>
  </message>
  <message>
   <extracomment>loss MeanSquaredError</extracomment>
   <source>Mean of the squared differences: large errors count most</source>
   <translation>차이의 제곱의 평균: 큰 오차가 가장 중요합니다</translation>
  </message>
  <message>
   <extracomment>loss MeanSquaredError</extracomment>
   <source>Reduction</source>
   <translation>축약 방법</translation>
  </message>
  <message>
   <extracomment>loss MeanSquaredError</extracomment>
   <source>How the values of a batch become one: their mean (sum_over_batch_size, mean), their sum, the mean weighted by the sample weights (mean_with_sample_weight), or not at all (none).</source>
   <translation>배치의 값을 하나로 만드는 방법: 평균(sum_over_batch_size, mean), 합, 샘플 가중치로 가중한 평균(mean_with_sample_weight), 또는 그대로(none).</translation>
  </message>
  <message>
   <extracomment>loss MeanSquaredError</extracomment>
   <source>Name of the loss.</source>
   <translation>손실의 이름.</translation>
  </message>
  <message>
   <extracomment>loss MeanSquaredError</extracomment>
   <source>Number type to compute in.</source>
   <translation>계산에 쓰는 숫자 종류.</translation>
  </message>
  <message>
   <extracomment>loss MeanAbsoluteError</extracomment>
   <source>Mean of the absolute differences: outliers count little</source>
   <translation>차이의 절댓값의 평균: 이상값의 영향이 작습니다</translation>
  </message>
  <message>
   <extracomment>loss MeanAbsolutePercentageError</extracomment>
   <source>Mean of the differences in percent of the targets</source>
   <translation>목표에 대한 백분율로 나타낸 차이의 평균</translation>
  </message>
  <message>
   <extracomment>loss MeanSquaredLogarithmicError</extracomment>
   <source>Mean of the squared differences of logarithms: for targets of very different sizes</source>
   <translation>로그의 차이의 제곱의 평균: 크기가 매우 다른 목표에 씁니다</translation>
  </message>
  <message>
   <extracomment>loss Huber</extracomment>
   <source>Like the squared error for small differences, like the absolute error for large ones</source>
   <translation>작은 차이에는 제곱 오차처럼, 큰 차이에는 절대 오차처럼</translation>
  </message>
  <message>
   <extracomment>loss Huber</extracomment>
   <source>Delta</source>
   <translation>델타</translation>
  </message>
  <message>
   <extracomment>loss Huber</extracomment>
   <source>The difference at which one becomes the other.</source>
   <translation>하나에서 다른 것으로 바뀌는 차이의 크기.</translation>
  </message>
  <message>
   <extracomment>loss LogCosh</extracomment>
   <source>Mean of ``log(cosh(difference))``: a smooth loss between squared and absolute error</source>
   <translation>``log(cosh(difference))``의 평균: 제곱 오차와 절대 오차 사이의 매끄러운 손실</translation>
  </message>
  <message>
   <extracomment>loss CosineSimilarity</extracomment>
   <source>The negative cosine of the angle: only directions count, -1 is best</source>
   <translation>각의 코사인의 음수: 방향만 중요하고 -1이 가장 좋습니다</translation>
  </message>
  <message>
   <extracomment>loss CosineSimilarity</extracomment>
   <source>Axis of the vectors.</source>
   <translation>벡터의 축.</translation>
  </message>
  <message>
   <extracomment>loss Hinge</extracomment>
   <source>Mean of ``max(1 - y_true * y_pred, 0)`` for labels -1 and 1 (or 0 and 1)</source>
   <translation>레이블 -1과 1(또는 0과 1)에 대한 ``max(1 - y_true * y_pred, 0)``의 평균</translation>
  </message>
  <message>
   <extracomment>loss SquaredHinge</extracomment>
   <source>Mean of the squared hinge: wrong predictions count more the further off they are</source>
   <translation>힌지의 제곱의 평균: 많이 틀린 예측일수록 더 중요합니다</translation>
  </message>
  <message>
   <extracomment>loss CategoricalHinge</extracomment>
   <source>Hinge for one-hot targets: the right score shall exceed the highest wrong one by 1</source>
   <translation>원-핫 목표의 힌지: 맞는 점수가 가장 높은 틀린 점수보다 1만큼 커야 합니다</translation>
  </message>
  <message>
   <extracomment>loss BinaryCrossentropy</extracomment>
   <source>Cross-entropy for yes or no: labels 0 and 1, one sigmoid output for each</source>
   <translation>예/아니요의 교차 엔트로피: 레이블은 0과 1, 출력마다 sigmoid 하나</translation>
  </message>
  <message>
   <extracomment>loss BinaryCrossentropy</extracomment>
   <source>From logits</source>
   <translation>로짓 출력</translation>
  </message>
  <message>
   <extracomment>loss BinaryCrossentropy</extracomment>
   <source>Whether the model's output is without sigmoid.</source>
   <translation>모델의 출력에 sigmoid가 없는지 여부.</translation>
  </message>
  <message>
   <extracomment>loss BinaryCrossentropy</extracomment>
   <source>Label smoothing</source>
   <translation>레이블 스무딩</translation>
  </message>
  <message>
   <extracomment>loss BinaryCrossentropy</extracomment>
   <source>How far labels are moved towards 1/2, 0 to 1.</source>
   <translation>레이블을 1/2 쪽으로 얼마나 옮길지, 0에서 1까지.</translation>
  </message>
  <message>
   <extracomment>loss BinaryCrossentropy</extracomment>
   <source>Axis of the mean.</source>
   <translation>평균을 내는 축.</translation>
  </message>
  <message>
   <extracomment>loss CategoricalCrossentropy</extracomment>
   <source>Cross-entropy for one class of several: one-hot labels, softmax outputs</source>
   <translation>여러 클래스 중 하나의 교차 엔트로피: 원-핫 레이블, softmax 출력</translation>
  </message>
  <message>
   <extracomment>loss CategoricalCrossentropy</extracomment>
   <source>Whether the model's output is without softmax.</source>
   <translation>모델의 출력에 softmax가 없는지 여부.</translation>
  </message>
  <message>
   <extracomment>loss CategoricalCrossentropy</extracomment>
   <source>How far labels are moved towards equal probabilities, 0 to 1.</source>
   <translation>레이블을 모두 같은 확률 쪽으로 얼마나 옮길지, 0에서 1까지.</translation>
  </message>
  <message>
   <extracomment>loss CategoricalCrossentropy</extracomment>
   <source>Axis of the classes.</source>
   <translation>클래스의 축.</translation>
  </message>
  <message>
   <extracomment>loss SparseCategoricalCrossentropy</extracomment>
   <source>Cross-entropy for one class of several: class numbers as labels, softmax outputs</source>
   <translation>여러 클래스 중 하나의 교차 엔트로피: 클래스 번호 레이블, softmax 출력</translation>
  </message>
  <message>
   <extracomment>loss SparseCategoricalCrossentropy</extracomment>
   <source>Ignore class</source>
   <translation>무시할 클래스</translation>
  </message>
  <message>
   <extracomment>loss SparseCategoricalCrossentropy</extracomment>
   <source>Label that does not count, for example -1 for unknown.</source>
   <translation>세지 않는 레이블. 예를 들어 모름을 뜻하는 -1.</translation>
  </message>
  <message>
   <extracomment>loss BinaryFocalCrossentropy</extracomment>
   <source>Binary cross-entropy in which easy samples count less, for rare classes</source>
   <translation>쉬운 샘플의 비중을 줄인 이진 교차 엔트로피. 드문 클래스에 씁니다</translation>
  </message>
  <message>
   <extracomment>loss BinaryFocalCrossentropy</extracomment>
   <source>Apply class balancing</source>
   <translation>클래스 균형</translation>
  </message>
  <message>
   <extracomment>loss BinaryFocalCrossentropy</extracomment>
   <source>Whether the classes are weighted by alpha.</source>
   <translation>클래스를 alpha로 가중할지 여부.</translation>
  </message>
  <message>
   <extracomment>loss BinaryFocalCrossentropy</extracomment>
   <source>Weight of class 1; class 0 gets the rest.</source>
   <translation>클래스 1의 비중. 나머지는 클래스 0의 것입니다.</translation>
  </message>
  <message>
   <extracomment>loss BinaryFocalCrossentropy</extracomment>
   <source>Gamma</source>
   <translation>감마</translation>
  </message>
  <message>
   <extracomment>loss BinaryFocalCrossentropy</extracomment>
   <source>How much less easy samples count; 0 is plain cross-entropy.</source>
   <translation>쉬운 샘플의 비중을 얼마나 줄일지. 0이면 보통의 교차 엔트로피입니다.</translation>
  </message>
  <message>
   <extracomment>loss CategoricalFocalCrossentropy</extracomment>
   <source>Categorical cross-entropy in which easy samples count less, for rare classes</source>
   <translation>쉬운 샘플의 비중을 줄인 범주형 교차 엔트로피. 드문 클래스에 씁니다</translation>
  </message>
  <message>
   <extracomment>loss CategoricalFocalCrossentropy</extracomment>
   <source>Factor on the loss, or one for each class.</source>
   <translation>손실에 곱하는 값, 또는 클래스마다 하나.</translation>
  </message>
  <message>
   <extracomment>loss CategoricalGeneralizedCrossEntropy</extracomment>
   <source>Cross-entropy that wrong labels harm less</source>
   <translation>틀린 레이블의 해를 덜 받는 교차 엔트로피</translation>
  </message>
  <message>
   <extracomment>loss CategoricalGeneralizedCrossEntropy</extracomment>
   <source>Q</source>
   <translation>Q</translation>
  </message>
  <message>
   <extracomment>loss CategoricalGeneralizedCrossEntropy</extracomment>
   <source>Between 0, plain cross-entropy, and 1, absolute error.</source>
   <translation>보통의 교차 엔트로피인 0과 절대 오차인 1 사이의 값.</translation>
  </message>
  <message>
   <extracomment>loss KLDivergence</extracomment>
   <source>Kullback-Leibler divergence between two distributions</source>
   <translation>두 분포 사이의 쿨백-라이블러 발산</translation>
  </message>
  <message>
   <extracomment>loss Poisson</extracomment>
   <source>Loss for counts, as of events per day</source>
   <translation>하루 사건 수처럼 세는 값을 위한 손실</translation>
  </message>
  <message>
   <extracomment>loss Dice</extracomment>
   <source>One minus the Dice coefficient of two regions</source>
   <translation>1에서 두 영역의 다이스 계수를 뺀 값</translation>
  </message>
  <message>
   <extracomment>loss Dice</extracomment>
   <source>Axes that make up a region; all of the batch when empty.</source>
   <translation>한 영역을 이루는 축. 비우면 배치 전체입니다.</translation>
  </message>
  <message>
   <extracomment>loss Tversky</extracomment>
   <source>One minus the Tversky index, a Dice coefficient that weighs misses and false alarms</source>
   <translation>1에서 트버스키 지수를 뺀 값. 놓친 것과 잘못 찾은 것에 비중을 두는 다이스 계수입니다</translation>
  </message>
  <message>
   <extracomment>loss Tversky</extracomment>
   <source>Weight of what is in the target alone.</source>
   <translation>목표에만 있는 것의 비중.</translation>
  </message>
  <message>
   <extracomment>loss Tversky</extracomment>
   <source>Weight of what is in the prediction alone.</source>
   <translation>예측에만 있는 것의 비중.</translation>
  </message>
  <message>
   <extracomment>loss Circle</extracomment>
   <source>Loss on vectors of length 1: those of one class shall be near each other, of two classes apart</source>
   <translation>길이가 1인 벡터의 손실: 같은 클래스끼리는 가깝게, 다른 클래스끼리는 멀게</translation>
  </message>
  <message>
   <extracomment>loss Circle</extracomment>
   <source>How sharply hard pairs are preferred.</source>
   <translation>어려운 쌍을 얼마나 뚜렷이 우선할지.</translation>
  </message>
  <message>
   <extracomment>loss Circle</extracomment>
   <source>Margin</source>
   <translation>마진</translation>
  </message>
  <message>
   <extracomment>loss Circle</extracomment>
   <source>How far apart the classes should be.</source>
   <translation>클래스끼리 얼마나 떨어져야 하는지.</translation>
  </message>
  <message>
   <extracomment>loss Circle</extracomment>
   <source>Remove diagonal</source>
   <translation>대각선 제외</translation>
  </message>
  <message>
   <extracomment>loss Circle</extracomment>
   <source>Whether a sample is not compared with itself.</source>
   <translation>샘플을 자기 자신과 비교하지 않을지 여부.</translation>
  </message>
  <message>
   <extracomment>loss Circle</extracomment>
   <source>How the values of a batch become one.</source>
   <translation>배치의 값을 하나로 만드는 방법.</translation>
  </message>
  <message>
   <extracomment>loss CTC</extracomment>
   <source>Loss for sequences of labels that are not lined up with the steps of the output</source>
   <translation>출력의 스텝과 짝이 맞추어지지 않은 레이블 시퀀스의 손실</translation>
  </message>
  <message>
   <extracomment>metric Sum</extracomment>
   <source>Sum of all values</source>
   <translation>모든 값의 합</translation>
  </message>
  <message>
   <extracomment>metric Sum</extracomment>
   <source>Name of the metric.</source>
   <translation>지표의 이름.</translation>
  </message>
  <message>
   <extracomment>metric Sum</extracomment>
   <source>Number type of the result.</source>
   <translation>결과의 숫자 종류.</translation>
  </message>
  <message>
   <extracomment>metric Mean</extracomment>
   <source>Weighted mean of all values</source>
   <translation>모든 값의 가중 평균</translation>
  </message>
  <message>
   <extracomment>metric Accuracy</extracomment>
   <source>Share of predictions that equal the targets: for outputs that are class numbers already</source>
   <translation>목표와 같은 예측의 비율: 출력이 이미 클래스 번호일 때</translation>
  </message>
  <message>
   <extracomment>metric BinaryAccuracy</extracomment>
   <source>Share of right yes-or-no predictions</source>
   <translation>예/아니요 예측이 맞은 비율</translation>
  </message>
  <message>
   <extracomment>metric BinaryAccuracy</extracomment>
   <source>Probability above which a prediction is yes.</source>
   <translation>예측을 '예'로 치는 확률의 임곗값.</translation>
  </message>
  <message>
   <extracomment>metric CategoricalAccuracy</extracomment>
   <source>Share of samples whose largest output is the right class; one-hot targets</source>
   <translation>가장 큰 출력이 맞는 클래스인 샘플의 비율. 목표는 원-핫</translation>
  </message>
  <message>
   <extracomment>metric SparseCategoricalAccuracy</extracomment>
   <source>Share of samples whose largest output is the right class; class numbers as targets</source>
   <translation>가장 큰 출력이 맞는 클래스인 샘플의 비율. 목표는 클래스 번호</translation>
  </message>
  <message>
   <extracomment>metric TopKCategoricalAccuracy</extracomment>
   <source>Share of samples whose class is among the k largest outputs; one-hot targets</source>
   <translation>가장 큰 k개 출력에 맞는 클래스가 든 샘플의 비율. 목표는 원-핫</translation>
  </message>
  <message>
   <extracomment>metric TopKCategoricalAccuracy</extracomment>
   <source>How many outputs count.</source>
   <translation>세는 출력의 수.</translation>
  </message>
  <message>
   <extracomment>metric SparseTopKCategoricalAccuracy</extracomment>
   <source>Share of samples whose class is among the k largest outputs; class numbers as targets</source>
   <translation>가장 큰 k개 출력에 맞는 클래스가 든 샘플의 비율. 목표는 클래스 번호</translation>
  </message>
  <message>
   <extracomment>metric SparseTopKCategoricalAccuracy</extracomment>
   <source>From sorted ids</source>
   <translation>정렬된 번호</translation>
  </message>
  <message>
   <extracomment>metric SparseTopKCategoricalAccuracy</extracomment>
   <source>Whether the outputs are class numbers in order of probability.</source>
   <translation>출력이 확률 순서로 놓인 클래스 번호인지 여부.</translation>
  </message>
  <message>
   <extracomment>metric TruePositives</extracomment>
   <source>Number of samples rightly said to be yes</source>
   <translation>'예'라고 옳게 답한 샘플의 수</translation>
  </message>
  <message>
   <extracomment>metric TruePositives</extracomment>
   <source>Thresholds</source>
   <translation>임곗값들</translation>
  </message>
  <message>
   <extracomment>metric TruePositives</extracomment>
   <source>Probability, or several, above which a prediction is yes; 1/2 when empty.</source>
   <translation>예측을 '예'로 치는 확률의 임곗값, 하나 또는 여럿. 비우면 1/2입니다.</translation>
  </message>
  <message>
   <extracomment>metric TrueNegatives</extracomment>
   <source>Number of samples rightly said to be no</source>
   <translation>'아니요'라고 옳게 답한 샘플의 수</translation>
  </message>
  <message>
   <extracomment>metric FalsePositives</extracomment>
   <source>Number of samples wrongly said to be yes: false alarms</source>
   <translation>'예'라고 잘못 답한 샘플의 수: 잘못된 경보</translation>
  </message>
  <message>
   <extracomment>metric FalseNegatives</extracomment>
   <source>Number of samples wrongly said to be no: misses</source>
   <translation>'아니요'라고 잘못 답한 샘플의 수: 놓친 것</translation>
  </message>
  <message>
   <extracomment>metric Precision</extracomment>
   <source>Share of right ones among all that were said to be yes</source>
   <translation>'예'라고 답한 것 가운데 맞은 비율</translation>
  </message>
  <message>
   <extracomment>metric Precision</extracomment>
   <source>Top k</source>
   <translation>상위 k</translation>
  </message>
  <message>
   <extracomment>metric Precision</extracomment>
   <source>Instead, how many of the largest outputs are yes.</source>
   <translation>대신, 가장 큰 출력 몇 개를 '예'로 칠지.</translation>
  </message>
  <message>
   <extracomment>metric Precision</extracomment>
   <source>Class id</source>
   <translation>클래스 번호</translation>
  </message>
  <message>
   <extracomment>metric Precision</extracomment>
   <source>The class that counts; all when empty.</source>
   <translation>세는 클래스. 비우면 모두입니다.</translation>
  </message>
  <message>
   <extracomment>metric Recall</extracomment>
   <source>Share of those said to be yes among all that are yes</source>
   <translation>실제로 '예'인 것 가운데 '예'라고 답한 비율</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Area under a curve over all thresholds: 1 is best, for ROC 1/2 is chance</source>
   <translation>모든 임곗값에 대한 곡선 아래의 넓이: 1이 가장 좋고, ROC에서 1/2은 우연과 같습니다</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Num thresholds</source>
   <translation>임곗값 수</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Number of thresholds.</source>
   <translation>임곗값의 수.</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Curve</source>
   <translation>곡선 종류</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>ROC (hits over false alarms), PR (precision over recall) or PRGAIN.</source>
   <translation>ROC(찾은 것 대 잘못된 경보), PR(정밀도 대 재현율) 또는 PRGAIN.</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Summation method</source>
   <translation>합산 방법</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>How the area between two thresholds is taken.</source>
   <translation>두 임곗값 사이의 넓이를 내는 방법.</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>The thresholds themselves, instead of their number.</source>
   <translation>임곗값의 수 대신 임곗값 자체.</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Multi label</source>
   <translation>다중 레이블</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Whether each output has an area of its own and their mean is taken.</source>
   <translation>출력마다 넓이를 따로 내어 평균할지 여부.</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Num labels</source>
   <translation>레이블 수</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Number of outputs, with multi_label.</source>
   <translation>multi_label일 때 출력의 수.</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Label weights</source>
   <translation>레이블 비중</translation>
  </message>
  <message>
   <extracomment>metric AUC</extracomment>
   <source>Weights of the outputs.</source>
   <translation>출력마다의 비중.</translation>
  </message>
  <message>
   <extracomment>metric PearsonCorrelation</extracomment>
   <source>Correlation of predictions and targets: 1 where they rise and fall together</source>
   <translation>예측과 목표의 상관: 함께 오르내리면 1</translation>
  </message>
  <message>
   <extracomment>metric PearsonCorrelation</extracomment>
   <source>Axis along which pairs stand.</source>
   <translation>짝이 놓인 축.</translation>
  </message>
  <message>
   <extracomment>metric ConcordanceCorrelation</extracomment>
   <source>Correlation that is 1 only where predictions are equal to the targets</source>
   <translation>예측이 목표와 같을 때만 1이 되는 상관</translation>
  </message>
  <message>
   <extracomment>metric FBetaScore</extracomment>
   <source>Weighted harmonic mean of precision and recall</source>
   <translation>정밀도와 재현율의 가중 조화 평균</translation>
  </message>
  <message>
   <extracomment>metric FBetaScore</extracomment>
   <source>Average</source>
   <translation>평균 방법</translation>
  </message>
  <message>
   <extracomment>metric FBetaScore</extracomment>
   <source>How the classes become one number: micro (counted together), macro (mean), weighted (by their number in the targets), or not at all when empty.</source>
   <translation>클래스들을 한 숫자로 만드는 방법: micro(함께 셈), macro(평균), weighted(목표에 있는 수로 가중), 비우면 그대로.</translation>
  </message>
  <message>
   <extracomment>metric FBetaScore</extracomment>
   <source>Weight of recall over precision.</source>
   <translation>정밀도에 대한 재현율의 비중.</translation>
  </message>
  <message>
   <extracomment>metric FBetaScore</extracomment>
   <source>Probability above which a prediction is yes; when empty the largest one is.</source>
   <translation>예측을 '예'로 치는 확률의 임곗값. 비우면 가장 큰 것이 '예'입니다.</translation>
  </message>
  <message>
   <extracomment>metric F1Score</extracomment>
   <source>Harmonic mean of precision and recall</source>
   <translation>정밀도와 재현율의 조화 평균</translation>
  </message>
  <message>
   <extracomment>metric F1Score</extracomment>
   <source>How the classes become one number: micro, macro, weighted, or not at all when empty.</source>
   <translation>클래스들을 한 숫자로 만드는 방법: micro, macro, weighted, 비우면 그대로.</translation>
  </message>
  <message>
   <extracomment>metric KLDivergence</extracomment>
   <source>Kullback-Leibler divergence between targets and predictions</source>
   <translation>목표와 예측 사이의 쿨백-라이블러 발산</translation>
  </message>
  <message>
   <extracomment>metric Poisson</extracomment>
   <source>Poisson loss, for counts</source>
   <translation>푸아송 손실. 세는 값에 씁니다</translation>
  </message>
  <message>
   <extracomment>metric BinaryCrossentropy</extracomment>
   <source>Cross-entropy for yes or no</source>
   <translation>예/아니요의 교차 엔트로피</translation>
  </message>
  <message>
   <extracomment>metric CategoricalCrossentropy</extracomment>
   <source>Cross-entropy for one-hot targets</source>
   <translation>원-핫 목표의 교차 엔트로피</translation>
  </message>
  <message>
   <extracomment>metric SparseCategoricalCrossentropy</extracomment>
   <source>Cross-entropy for class numbers as targets</source>
   <translation>클래스 번호가 목표인 교차 엔트로피</translation>
  </message>
  <message>
   <extracomment>metric Hinge</extracomment>
   <source>Mean of ``max(1 - y_true * y_pred, 0)``</source>
   <translation>``max(1 - y_true * y_pred, 0)``의 평균</translation>
  </message>
  <message>
   <extracomment>metric SquaredHinge</extracomment>
   <source>Mean of the squared hinge</source>
   <translation>힌지의 제곱의 평균</translation>
  </message>
  <message>
   <extracomment>metric CategoricalHinge</extracomment>
   <source>Hinge for one-hot targets</source>
   <translation>원-핫 목표의 힌지</translation>
  </message>
  <message>
   <extracomment>metric MeanSquaredError</extracomment>
   <source>Mean of the squared differences</source>
   <translation>차이의 제곱의 평균</translation>
  </message>
  <message>
   <extracomment>metric MeanAbsoluteError</extracomment>
   <source>Mean of the absolute differences</source>
   <translation>차이의 절댓값의 평균</translation>
  </message>
  <message>
   <extracomment>metric MeanSquaredLogarithmicError</extracomment>
   <source>Mean of the squared differences of logarithms</source>
   <translation>로그의 차이의 제곱의 평균</translation>
  </message>
  <message>
   <extracomment>metric RootMeanSquaredError</extracomment>
   <source>Root of the mean of the squared differences: an error in the units of the targets</source>
   <translation>차이의 제곱의 평균의 제곱근: 목표와 단위가 같은 오차</translation>
  </message>
  <message>
   <extracomment>metric CosineSimilarity</extracomment>
   <source>Cosine of the angle between targets and predictions: 1 for the same direction</source>
   <translation>목표와 예측 사이 각의 코사인: 방향이 같으면 1</translation>
  </message>
  <message>
   <extracomment>metric LogCoshError</extracomment>
   <source>Mean of ``log(cosh(difference))``</source>
   <translation>``log(cosh(difference))``의 평균</translation>
  </message>
  <message>
   <extracomment>metric R2Score</extracomment>
   <source>Share of the targets' variance that is explained: 1 is best, 0 is as good as their mean</source>
   <translation>목표의 분산 가운데 설명된 비율: 1이 가장 좋고, 0은 평균으로 답한 것과 같습니다</translation>
  </message>
  <message>
   <extracomment>metric R2Score</extracomment>
   <source>Class aggregation</source>
   <translation>클래스 집계</translation>
  </message>
  <message>
   <extracomment>metric R2Score</extracomment>
   <source>How the scores of several outputs become one.</source>
   <translation>여러 출력의 점수를 하나로 만드는 방법.</translation>
  </message>
  <message>
   <extracomment>metric R2Score</extracomment>
   <source>Num regressors</source>
   <translation>입력 변수 수</translation>
  </message>
  <message>
   <extracomment>metric R2Score</extracomment>
   <source>Number of inputs, for the adjusted score; 0 for the plain one.</source>
   <translation>수정된 점수를 위한 입력의 수. 보통의 점수는 0입니다.</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Intersection over union of some classes: 1 where regions match, 0 where they are apart</source>
   <translation>몇몇 클래스의 교집합 나누기 합집합: 영역이 일치하면 1, 떨어져 있으면 0</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Num classes</source>
   <translation>클래스 수</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Number of classes.</source>
   <translation>클래스의 수.</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Target class ids</source>
   <translation>대상 클래스 번호</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>The classes that count.</source>
   <translation>세는 클래스.</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Number type of the result and its counts, int32 by default.</source>
   <translation>결과와 그 개수의 숫자 종류. 기본값은 int32입니다.</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Class in the targets that is left out, for example of borders.</source>
   <translation>목표에서 빼는 클래스. 예를 들어 경계.</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Sparse y true</source>
   <translation>정답이 번호</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Whether targets are class numbers instead of one-hot.</source>
   <translation>목표가 원-핫이 아니라 클래스 번호인지 여부.</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Sparse y pred</source>
   <translation>예측이 번호</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Whether predictions are class numbers instead of probabilities.</source>
   <translation>예측이 확률이 아니라 클래스 번호인지 여부.</translation>
  </message>
  <message>
   <extracomment>metric IoU</extracomment>
   <source>Axis of the classes, where there is one.</source>
   <translation>클래스의 축(있을 때).</translation>
  </message>
  <message>
   <extracomment>metric BinaryIoU</extracomment>
   <source>Intersection over union of two classes, from the probability of the second</source>
   <translation>둘째 클래스의 확률로 낸 두 클래스의 교집합 나누기 합집합</translation>
  </message>
  <message>
   <extracomment>metric BinaryIoU</extracomment>
   <source>The classes that count, of 0 and 1.</source>
   <translation>0과 1 가운데 세는 클래스.</translation>
  </message>
  <message>
   <extracomment>metric BinaryIoU</extracomment>
   <source>Probability from which on a prediction is class 1.</source>
   <translation>예측을 클래스 1로 치는 확률의 임곗값.</translation>
  </message>
  <message>
   <extracomment>metric BinaryIoU</extracomment>
   <source>Number type of the counts, int32 by default.</source>
   <translation>개수의 숫자 종류. 기본값은 int32입니다.</translation>
  </message>
  <message>
   <extracomment>metric MeanIoU</extracomment>
   <source>Intersection over union, averaged over all classes</source>
   <translation>모든 클래스에 대해 평균한 교집합 나누기 합집합</translation>
  </message>
  <message>
   <extracomment>metric MeanIoU</extracomment>
   <source>Class in the targets that is left out.</source>
   <translation>목표에서 빼는 클래스.</translation>
  </message>
  <message>
   <extracomment>metric OneHotIoU</extracomment>
   <source>Intersection over union of some classes, with one-hot targets</source>
   <translation>목표가 원-핫인, 몇몇 클래스의 교집합 나누기 합집합</translation>
  </message>
  <message>
   <extracomment>metric OneHotMeanIoU</extracomment>
   <source>Intersection over union, averaged over all classes, with one-hot targets</source>
   <translation>목표가 원-핫인, 모든 클래스에 대해 평균한 교집합 나누기 합집합</translation>
  </message>
  <message>
   <extracomment>metric SensitivityAtSpecificity</extracomment>
   <source>Best share of positives found, where a share of the negatives is right</source>
   <translation>음성을 정해진 비율만큼 맞힐 때 양성을 찾은 가장 좋은 비율</translation>
  </message>
  <message>
   <extracomment>metric SensitivityAtSpecificity</extracomment>
   <source>Specificity</source>
   <translation>특이도</translation>
  </message>
  <message>
   <extracomment>metric SensitivityAtSpecificity</extracomment>
   <source>Share of the negatives that must be right.</source>
   <translation>맞혀야 하는 음성의 비율.</translation>
  </message>
  <message>
   <extracomment>metric SensitivityAtSpecificity</extracomment>
   <source>Number of thresholds that are tried.</source>
   <translation>시험해 볼 임곗값의 수.</translation>
  </message>
  <message>
   <extracomment>metric SpecificityAtSensitivity</extracomment>
   <source>Best share of negatives that are right, where a share of the positives is found</source>
   <translation>양성을 정해진 비율만큼 찾을 때 음성을 맞힌 가장 좋은 비율</translation>
  </message>
  <message>
   <extracomment>metric SpecificityAtSensitivity</extracomment>
   <source>Sensitivity</source>
   <translation>민감도</translation>
  </message>
  <message>
   <extracomment>metric SpecificityAtSensitivity</extracomment>
   <source>Share of the positives that must be found.</source>
   <translation>찾아야 하는 양성의 비율.</translation>
  </message>
  <message>
   <extracomment>metric PrecisionAtRecall</extracomment>
   <source>Best precision where a share of the positives is found</source>
   <translation>양성을 정해진 비율만큼 찾을 때의 가장 좋은 정밀도</translation>
  </message>
  <message>
   <extracomment>metric PrecisionAtRecall</extracomment>
   <source>Recall</source>
   <translation>재현율</translation>
  </message>
  <message>
   <extracomment>metric RecallAtPrecision</extracomment>
   <source>Best share of positives found, where a share of what is said to be yes is right</source>
   <translation>'예'라는 답이 정해진 비율만큼 맞을 때 양성을 찾은 가장 좋은 비율</translation>
  </message>
  <message>
   <extracomment>metric RecallAtPrecision</extracomment>
   <source>Precision</source>
   <translation>정밀도</translation>
  </message>
  <message>
   <extracomment>metric RecallAtPrecision</extracomment>
   <source>Share of what is said to be yes that must be right.</source>
   <translation>'예'라는 답이 맞아야 하는 비율.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Scales each gradient by the size of recent steps over that of recent gradients</source>
   <translation>기울기에 최근 스텝의 크기를 곱하고 최근 기울기의 크기로 나눕니다</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Learning rate</source>
   <translation>학습률</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Factor on the steps, 1 in the publication; a number or a schedule.</source>
   <translation>스텝에 곱하는 값. 논문에서는 1입니다. 숫자 또는 스케줄.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Rho</source>
   <translation>로</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>How slowly the averages follow gradients and steps.</source>
   <translation>평균들이 기울기와 스텝을 얼마나 천천히 따라갈지.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Small number that keeps the division finite.</source>
   <translation>0으로 나누지 않게 하는 작은 수.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Weight decay</source>
   <translation>가중치 감쇠</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Share of each weight, times the learning rate, that every step takes away.</source>
   <translation>스텝마다 가중치에서 덜어 내는 비율(학습률을 곱해서).</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Clipnorm</source>
   <translation>기울기 노름 제한</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Largest norm of each weight's gradient; longer ones are shortened.</source>
   <translation>가중치마다 기울기의 가장 큰 노름. 더 길면 줄입니다.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Clipvalue</source>
   <translation>기울기 값 제한</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Largest absolute value in a gradient; larger ones are cut.</source>
   <translation>기울기에서 가장 큰 절댓값. 더 크면 자릅니다.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Global clipnorm</source>
   <translation>전체 노름 제한</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Largest norm of all gradients together; longer ones are shortened.</source>
   <translation>모든 기울기를 합친 가장 큰 노름. 더 길면 줄입니다.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Use ema</source>
   <translation>지수 이동 평균 사용</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Whether to keep a moving average of the weights and use it at the end of training.</source>
   <translation>가중치의 이동 평균을 두고 학습이 끝날 때 쓸지 여부.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Ema momentum</source>
   <translation>이동 평균 모멘텀</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>How slowly the moving average follows the weights.</source>
   <translation>이동 평균이 가중치를 얼마나 천천히 따라갈지.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Ema overwrite frequency</source>
   <translation>이동 평균 덮어쓰기 간격</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Steps after which the average replaces the weights; only at the end when empty.</source>
   <translation>몇 스텝마다 평균이 가중치를 대신할지. 비우면 끝에서만 합니다.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Loss scale factor</source>
   <translation>손실 배율</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Factor on the loss, taken out of the gradients again, against underflow.</source>
   <translation>언더플로를 막으려고 손실에 곱했다가 기울기에서 다시 빼는 값.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Gradient accumulation steps</source>
   <translation>기울기 누적 스텝 수</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Number of batches whose gradients are averaged for one step.</source>
   <translation>기울기를 평균하여 한 스텝으로 삼는 배치의 수.</translation>
  </message>
  <message>
   <extracomment>optimizer Adadelta</extracomment>
   <source>Name of the optimizer.</source>
   <translation>옵티마이저의 이름.</translation>
  </message>
  <message>
   <extracomment>optimizer Adagrad</extracomment>
   <source>Divides each gradient by the root of the sum of its squares, so that frequent ones count less</source>
   <translation>기울기를 제곱의 합의 제곱근으로 나누어 자주 나오는 것의 비중을 줄입니다</translation>
  </message>
  <message>
   <extracomment>optimizer Adagrad</extracomment>
   <source>The learning rate or a schedule.</source>
   <translation>학습률 또는 스케줄.</translation>
  </message>
  <message>
   <extracomment>optimizer Adagrad</extracomment>
   <source>Initial accumulator value</source>
   <translation>누적 초깃값</translation>
  </message>
  <message>
   <extracomment>optimizer Adagrad</extracomment>
   <source>Start of the sum.</source>
   <translation>합의 시작값.</translation>
  </message>
  <message>
   <extracomment>optimizer Adam</extracomment>
   <source>Moving average of the gradient, divided by the root of the moving average of its square</source>
   <translation>기울기의 이동 평균을 그 제곱의 이동 평균의 제곱근으로 나눈 것</translation>
  </message>
  <message>
   <extracomment>optimizer Adam</extracomment>
   <source>Beta 1</source>
   <translation>베타 1</translation>
  </message>
  <message>
   <extracomment>optimizer Adam</extracomment>
   <source>How slowly the average of the gradients follows them.</source>
   <translation>기울기의 평균이 기울기를 얼마나 천천히 따라갈지.</translation>
  </message>
  <message>
   <extracomment>optimizer Adam</extracomment>
   <source>Beta 2</source>
   <translation>베타 2</translation>
  </message>
  <message>
   <extracomment>optimizer Adam</extracomment>
   <source>How slowly the average of their squares follows them.</source>
   <translation>제곱의 평균이 제곱을 얼마나 천천히 따라갈지.</translation>
  </message>
  <message>
   <extracomment>optimizer Adam</extracomment>
   <source>Amsgrad</source>
   <translation>AMSGrad 사용</translation>
  </message>
  <message>
   <extracomment>optimizer Adam</extracomment>
   <source>Whether to divide by the largest average so far, which never lets steps grow again.</source>
   <translation>지금까지 가장 큰 평균으로 나눌지 여부. 그러면 스텝이 다시 커지지 않습니다.</translation>
  </message>
  <message>
   <extracomment>optimizer AdamW</extracomment>
   <source>Adam with weight decay</source>
   <translation>가중치 감쇠가 있는 Adam</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>Follows the regularized leader: weights that do not help become exactly zero</source>
   <translation>정규화된 선두를 따라갑니다. 도움이 안 되는 가중치는 정확히 0이 됩니다</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>Learning rate power</source>
   <translation>학습률 거듭제곱</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>Power with which steps shrink as squared gradients add up.</source>
   <translation>기울기 제곱이 쌓일수록 스텝이 줄어드는 거듭제곱.</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>What the sum of squared gradients starts with.</source>
   <translation>기울기 제곱의 합이 시작하는 값.</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>L1 regularization strength</source>
   <translation>L1 규제 세기</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>Penalty on absolute weights; makes them zero.</source>
   <translation>가중치의 절댓값에 주는 벌점. 가중치를 0으로 만듭니다.</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>L2 regularization strength</source>
   <translation>L2 규제 세기</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>Penalty on squared weights.</source>
   <translation>가중치의 제곱에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>L2 shrinkage regularization strength</source>
   <translation>L2 수축 규제 세기</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>Penalty on squared weights that acts through the gradient.</source>
   <translation>기울기를 통해 작용하는, 가중치의 제곱에 주는 벌점.</translation>
  </message>
  <message>
   <extracomment>optimizer Ftrl</extracomment>
   <source>Added to the root of the sum of squared gradients.</source>
   <translation>기울기 제곱의 합의 제곱근에 더하는 값.</translation>
  </message>
  <message>
   <extracomment>optimizer Adamax</extracomment>
   <source>Adam that divides by the largest recent gradient instead of the root of a mean square</source>
   <translation>제곱 평균의 제곱근 대신 최근의 가장 큰 기울기로 나누는 Adam</translation>
  </message>
  <message>
   <extracomment>optimizer Adamax</extracomment>
   <source>How slowly the largest gradient is forgotten.</source>
   <translation>가장 큰 기울기를 얼마나 천천히 잊을지.</translation>
  </message>
  <message>
   <extracomment>optimizer Nadam</extracomment>
   <source>Adam with Nesterov's momentum, which looks one step ahead</source>
   <translation>한 스텝 앞을 내다보는 네스테로프 모멘텀을 쓰는 Adam</translation>
  </message>
  <message>
   <extracomment>optimizer RMSprop</extracomment>
   <source>Divides each gradient by the root of a moving average of its square</source>
   <translation>기울기를 그 제곱의 이동 평균의 제곱근으로 나눕니다</translation>
  </message>
  <message>
   <extracomment>optimizer RMSprop</extracomment>
   <source>How slowly the average of the squares follows the gradients.</source>
   <translation>제곱의 평균이 기울기를 얼마나 천천히 따라갈지.</translation>
  </message>
  <message>
   <extracomment>optimizer RMSprop</extracomment>
   <source>Share of the last step that is added to the next.</source>
   <translation>지난 스텝에서 다음 스텝에 더하는 비율.</translation>
  </message>
  <message>
   <extracomment>optimizer RMSprop</extracomment>
   <source>Centered</source>
   <translation>중심화</translation>
  </message>
  <message>
   <extracomment>optimizer RMSprop</extracomment>
   <source>Whether to divide by the gradients' variance instead of their mean square.</source>
   <translation>제곱의 평균 대신 기울기의 분산으로 나눌지 여부.</translation>
  </message>
  <message>
   <extracomment>optimizer SGD</extracomment>
   <source>Gradient descent: each step is the gradient times the learning rate</source>
   <translation>경사 하강법: 스텝은 기울기 곱하기 학습률입니다</translation>
  </message>
  <message>
   <extracomment>optimizer SGD</extracomment>
   <source>Nesterov</source>
   <translation>네스테로프</translation>
  </message>
  <message>
   <extracomment>optimizer SGD</extracomment>
   <source>Whether the gradient is taken to be the one after the momentum step.</source>
   <translation>모멘텀 스텝 뒤의 기울기를 쓸지 여부.</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Divides gradients by an estimate of their size that is kept per row and column; for large models</source>
   <translation>행과 열마다 어림한 크기로 기울기를 나눕니다. 큰 모델에 씁니다</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Beta 2 decay</source>
   <translation>베타 2 감쇠</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Power of the step count with which the averages come to follow more slowly.</source>
   <translation>평균들이 점점 더 천천히 따라가게 하는 스텝 수의 거듭제곱.</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Epsilon 1</source>
   <translation>엡실론 1</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Small number added to the squared gradients.</source>
   <translation>기울기 제곱에 더하는 작은 수.</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Epsilon 2</source>
   <translation>엡실론 2</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Smallest size of a weight array that steps are scaled with.</source>
   <translation>스텝에 곱하는 가중치 배열의 가장 작은 크기.</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Clip threshold</source>
   <translation>클리핑 임곗값</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Size of a step above which it is shortened.</source>
   <translation>스텝이 이보다 크면 줄입니다.</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Relative step</source>
   <translation>상대 스텝</translation>
  </message>
  <message>
   <extracomment>optimizer Adafactor</extracomment>
   <source>Whether the learning rate shrinks with the root of the step count.</source>
   <translation>학습률이 스텝 수의 제곱근에 따라 줄어들지 여부.</translation>
  </message>
  <message>
   <extracomment>optimizer Lamb</extracomment>
   <source>Adam with steps scaled to the length of each layer's weights; for large batches</source>
   <translation>층마다 가중치의 길이에 스텝을 맞춘 Adam. 큰 배치에 씁니다</translation>
  </message>
  <message>
   <extracomment>optimizer Lion</extracomment>
   <source>Moves every weight by the learning rate against the sign of an averaged gradient</source>
   <translation>가중치를 모두 평균 기울기의 부호 반대쪽으로 학습률만큼 옮깁니다</translation>
  </message>
  <message>
   <extracomment>optimizer Lion</extracomment>
   <source>Size of every step; a number or a schedule.</source>
   <translation>스텝마다의 크기. 숫자 또는 스케줄.</translation>
  </message>
  <message>
   <extracomment>optimizer Lion</extracomment>
   <source>Share of the average in the sign that is taken.</source>
   <translation>쓰는 부호에서 평균이 차지하는 비율.</translation>
  </message>
  <message>
   <extracomment>optimizer Lion</extracomment>
   <source>How slowly the average follows the gradients.</source>
   <translation>평균이 기울기를 얼마나 천천히 따라갈지.</translation>
  </message>
  <message>
   <extracomment>optimizer LossScaleOptimizer</extracomment>
   <source>Lets another optimizer work with a loss scaled up, so that small float16 gradients do not vanish</source>
   <translation>작은 float16 기울기가 사라지지 않도록, 다른 옵티마이저가 키운 손실로 일하게 합니다</translation>
  </message>
  <message>
   <extracomment>optimizer LossScaleOptimizer</extracomment>
   <source>Inner optimizer</source>
   <translation>내부 옵티마이저</translation>
  </message>
  <message>
   <extracomment>optimizer LossScaleOptimizer</extracomment>
   <source>The optimizer that makes the steps, or its name.</source>
   <translation>스텝을 만드는 옵티마이저, 또는 그 이름.</translation>
  </message>
  <message>
   <extracomment>optimizer LossScaleOptimizer</extracomment>
   <source>Initial scale</source>
   <translation>초기 배율</translation>
  </message>
  <message>
   <extracomment>optimizer LossScaleOptimizer</extracomment>
   <source>First factor on the loss; it is halved whenever a gradient is not finite.</source>
   <translation>손실에 처음 곱하는 값. 기울기가 유한하지 않을 때마다 절반으로 줄입니다.</translation>
  </message>
  <message>
   <extracomment>optimizer LossScaleOptimizer</extracomment>
   <source>Dynamic growth steps</source>
   <translation>배율을 키우는 스텝 수</translation>
  </message>
  <message>
   <extracomment>optimizer LossScaleOptimizer</extracomment>
   <source>Steps with finite gradients after which the factor is doubled.</source>
   <translation>기울기가 유한한 스텝이 이만큼 이어지면 두 배로 키웁니다.</translation>
  </message>
  <message>
   <extracomment>optimizer MultiOptimizer</extracomment>
   <source>Lets several optimizers each move a part of the weights</source>
   <translation>여러 옵티마이저가 가중치의 한 부분씩을 움직이게 합니다</translation>
  </message>
  <message>
   <extracomment>optimizer MultiOptimizer</extracomment>
   <source>Optimizer map</source>
   <translation>옵티마이저 맵</translation>
  </message>
  <message>
   <extracomment>optimizer MultiOptimizer</extracomment>
   <source>An OptimizerMap, a function from weight to optimizer, or a dict of optimizers by pattern, with Adam for all weights that match none.</source>
   <translation>OptimizerMap, 가중치에서 옵티마이저를 고르는 함수, 또는 패턴별 옵티마이저의 사전. 어느 패턴에도 안 맞는 가중치는 Adam이 맡습니다.</translation>
  </message>
  <message>
   <extracomment>optimizer MultiOptimizer</extracomment>
   <source>Factor on the loss, taken out of the gradients again.</source>
   <translation>손실에 곱했다가 기울기에서 다시 빼는 값.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Moves matrices along their momentum with all directions made equally strong, other weights by AdamW</source>
   <translation>행렬은 모든 방향의 세기를 같게 한 모멘텀을 따라, 다른 가중치는 AdamW로 움직입니다</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Adam beta 1</source>
   <translation>Adam 베타 1</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>For AdamW, how slowly the average of the gradients follows them.</source>
   <translation>AdamW에서 기울기의 평균이 기울기를 얼마나 천천히 따라갈지.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Adam beta 2</source>
   <translation>Adam 베타 2</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>For AdamW, how slowly the average of their squares follows them.</source>
   <translation>AdamW에서 제곱의 평균이 제곱을 얼마나 천천히 따라갈지.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Adam weight decay</source>
   <translation>Adam 가중치 감쇠</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Weight decay of the weights that AdamW moves.</source>
   <translation>AdamW가 움직이는 가중치의 감쇠.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Small number that keeps AdamW's division finite.</source>
   <translation>AdamW에서 0으로 나누지 않게 하는 작은 수.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Weight decay of the matrices.</source>
   <translation>행렬의 가중치 감쇠.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Exclude layers</source>
   <translation>제외할 층</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Patterns of names of weights that AdamW moves, though they are matrices.</source>
   <translation>행렬이지만 AdamW가 움직일 가중치 이름의 패턴.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Exclude embeddings</source>
   <translation>임베딩 제외</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Whether AdamW moves the tables of embeddings.</source>
   <translation>임베딩 표를 AdamW가 움직일지 여부.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Muon a</source>
   <translation>Muon a</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Linear factor of the iteration that makes a matrix orthogonal.</source>
   <translation>행렬을 직교하게 만드는 반복의 1차 계수.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Muon b</source>
   <translation>Muon b</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Cubic factor of that iteration.</source>
   <translation>그 반복의 3차 계수.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Muon c</source>
   <translation>Muon c</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Factor of the fifth power in that iteration.</source>
   <translation>그 반복의 5차 계수.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Adam lr ratio</source>
   <translation>Adam 학습률 비</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>AdamW's learning rate over that of the matrices.</source>
   <translation>행렬의 학습률에 대한 AdamW의 학습률.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Share of the momentum that is kept from step to step.</source>
   <translation>스텝에서 스텝으로 남는 모멘텀의 비율.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Ns steps</source>
   <translation>반복 수</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Number of iterations that make a matrix orthogonal.</source>
   <translation>행렬을 직교하게 만드는 반복의 수.</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Rms rate</source>
   <translation>RMS 비율</translation>
  </message>
  <message>
   <extracomment>optimizer Muon</extracomment>
   <source>Size of a step, for learning rates like Adam's; steps stay as they are when empty.</source>
   <translation>Adam과 같은 학습률을 위한 스텝의 크기. 비우면 스텝을 그대로 둡니다.</translation>
  </message>
  <message>
   <extracomment>optimizer ScheduleFreeAdamW</extracomment>
   <source>AdamW without a schedule: the weights stay between the last step and the mean of all steps</source>
   <translation>스케줄 없는 AdamW: 가중치가 마지막 스텝과 모든 스텝의 평균 사이에 머뭅니다</translation>
  </message>
  <message>
   <extracomment>optimizer ScheduleFreeAdamW</extracomment>
   <source>How near the weights stay to the mean.</source>
   <translation>가중치가 평균에 얼마나 가까이 머물지.</translation>
  </message>
  <message>
   <extracomment>optimizer ScheduleFreeAdamW</extracomment>
   <source>How slowly the average of squared gradients follows them.</source>
   <translation>기울기 제곱의 평균이 제곱을 얼마나 천천히 따라갈지.</translation>
  </message>
  <message>
   <extracomment>optimizer ScheduleFreeAdamW</extracomment>
   <source>Warmup steps</source>
   <translation>워밍업 스텝 수</translation>
  </message>
  <message>
   <extracomment>optimizer ScheduleFreeAdamW</extracomment>
   <source>Steps over which the learning rate rises from 0.</source>
   <translation>학습률이 0에서 올라가는 스텝 수.</translation>
  </message>
  <message>
   <extracomment>schedule ExponentialDecay</extracomment>
   <source>Multiplies the rate by ``decay_rate`` every ``decay_steps`` steps</source>
   <translation>``decay_steps`` 스텝마다 학습률에 ``decay_rate``을(를) 곱합니다</translation>
  </message>
  <message>
   <extracomment>schedule ExponentialDecay</extracomment>
   <source>Initial learning rate</source>
   <translation>초기 학습률</translation>
  </message>
  <message>
   <extracomment>schedule ExponentialDecay</extracomment>
   <source>The rate at step 0.</source>
   <translation>0번째 스텝의 학습률.</translation>
  </message>
  <message>
   <extracomment>schedule ExponentialDecay</extracomment>
   <source>Decay steps</source>
   <translation>감쇠 스텝 수</translation>
  </message>
  <message>
   <extracomment>schedule ExponentialDecay</extracomment>
   <source>Steps for one multiplication.</source>
   <translation>한 번 곱하는 데 걸리는 스텝 수.</translation>
  </message>
  <message>
   <extracomment>schedule ExponentialDecay</extracomment>
   <source>Decay rate</source>
   <translation>감쇠율</translation>
  </message>
  <message>
   <extracomment>schedule ExponentialDecay</extracomment>
   <source>The factor.</source>
   <translation>곱하는 값.</translation>
  </message>
  <message>
   <extracomment>schedule ExponentialDecay</extracomment>
   <source>Staircase</source>
   <translation>계단식</translation>
  </message>
  <message>
   <extracomment>schedule ExponentialDecay</extracomment>
   <source>Whether the rate changes only every ``decay_steps`` steps, not at each.</source>
   <translation>학습률을 스텝마다가 아니라 ``decay_steps`` 스텝마다만 바꿀지 여부.</translation>
  </message>
  <message>
   <extracomment>schedule ExponentialDecay</extracomment>
   <source>Name of the schedule.</source>
   <translation>스케줄의 이름.</translation>
  </message>
  <message>
   <extracomment>schedule PiecewiseConstantDecay</extracomment>
   <source>A fixed rate up to and including each boundary</source>
   <translation>각 경계까지(경계 포함) 고정된 학습률</translation>
  </message>
  <message>
   <extracomment>schedule PiecewiseConstantDecay</extracomment>
   <source>Boundaries</source>
   <translation>경계</translation>
  </message>
  <message>
   <extracomment>schedule PiecewiseConstantDecay</extracomment>
   <source>Steps in rising order.</source>
   <translation>커지는 순서로 적은 스텝.</translation>
  </message>
  <message>
   <extracomment>schedule PiecewiseConstantDecay</extracomment>
   <source>Values</source>
   <translation>값</translation>
  </message>
  <message>
   <extracomment>schedule PiecewiseConstantDecay</extracomment>
   <source>Rates between the boundaries: one more than there are boundaries.</source>
   <translation>경계 사이의 학습률들: 경계보다 하나 많습니다.</translation>
  </message>
  <message>
   <extracomment>schedule PolynomialDecay</extracomment>
   <source>Goes from the first rate to the last one along a power curve</source>
   <translation>첫 학습률에서 마지막 학습률까지 거듭제곱 곡선을 따라갑니다</translation>
  </message>
  <message>
   <extracomment>schedule PolynomialDecay</extracomment>
   <source>Steps until the last rate is reached.</source>
   <translation>마지막 학습률에 이를 때까지의 스텝 수.</translation>
  </message>
  <message>
   <extracomment>schedule PolynomialDecay</extracomment>
   <source>End learning rate</source>
   <translation>최종 학습률</translation>
  </message>
  <message>
   <extracomment>schedule PolynomialDecay</extracomment>
   <source>The last rate.</source>
   <translation>마지막 학습률.</translation>
  </message>
  <message>
   <extracomment>schedule PolynomialDecay</extracomment>
   <source>Power</source>
   <translation>지수</translation>
  </message>
  <message>
   <extracomment>schedule PolynomialDecay</extracomment>
   <source>Power of the curve; 1 is a straight line.</source>
   <translation>곡선의 거듭제곱. 1이면 직선입니다.</translation>
  </message>
  <message>
   <extracomment>schedule PolynomialDecay</extracomment>
   <source>Cycle</source>
   <translation>주기 반복</translation>
  </message>
  <message>
   <extracomment>schedule PolynomialDecay</extracomment>
   <source>Whether to start again with ever longer stretches instead of staying at the last rate.</source>
   <translation>마지막 학습률에 머무는 대신 점점 더 긴 구간으로 다시 시작할지 여부.</translation>
  </message>
  <message>
   <extracomment>schedule InverseTimeDecay</extracomment>
   <source>Divides the rate by ``1 + decay_rate * step / decay_steps``</source>
   <translation>학습률을 ``1 + decay_rate * step / decay_steps``(으)로 나눕니다</translation>
  </message>
  <message>
   <extracomment>schedule InverseTimeDecay</extracomment>
   <source>Steps that count as one unit of time.</source>
   <translation>시간 한 단위로 치는 스텝 수.</translation>
  </message>
  <message>
   <extracomment>schedule InverseTimeDecay</extracomment>
   <source>How much the divisor grows in one unit of time.</source>
   <translation>시간 한 단위에 나누는 수가 얼마나 커지는지.</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecay</extracomment>
   <source>Lowers the rate along half a cosine wave, after a linear warm-up if wanted</source>
   <translation>학습률을 코사인 반 파동을 따라 낮춥니다. 원하면 먼저 직선으로 올립니다</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecay</extracomment>
   <source>Steps of the decay.</source>
   <translation>감쇠하는 스텝 수.</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecay</extracomment>
   <source>Last rate as a share of the highest.</source>
   <translation>가장 높은 학습률에 대한 마지막 학습률의 비율.</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecay</extracomment>
   <source>Warmup target</source>
   <translation>워밍업 목표</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecay</extracomment>
   <source>Rate at the end of the warm-up; no warm-up when empty.</source>
   <translation>워밍업이 끝날 때의 학습률. 비우면 워밍업이 없습니다.</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecay</extracomment>
   <source>Steps of the warm-up.</source>
   <translation>워밍업 스텝 수.</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecayRestarts</extracomment>
   <source>Cosine decay that starts again, each time longer and from a lower rate if wanted</source>
   <translation>다시 시작하는 코사인 감쇠. 원하면 매번 더 길게, 더 낮은 학습률에서 시작합니다</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecayRestarts</extracomment>
   <source>First decay steps</source>
   <translation>첫 감쇠 스텝 수</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecayRestarts</extracomment>
   <source>Steps of the first period.</source>
   <translation>첫 주기의 스텝 수.</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecayRestarts</extracomment>
   <source>T mul</source>
   <translation>주기 배수</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecayRestarts</extracomment>
   <source>How many times longer each period is than the one before.</source>
   <translation>주기가 앞 주기보다 몇 배 긴지.</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecayRestarts</extracomment>
   <source>M mul</source>
   <translation>학습률 배수</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecayRestarts</extracomment>
   <source>Factor on the highest rate from one period to the next.</source>
   <translation>주기마다 가장 높은 학습률에 곱하는 값.</translation>
  </message>
  <message>
   <extracomment>schedule CosineDecayRestarts</extracomment>
   <source>Last rate of a period as a share of the first rate.</source>
   <translation>첫 학습률에 대한, 주기의 마지막 학습률의 비율.</translation>
  </message>
  <message>
   <extracomment>callback BackupAndRestore</extracomment>
   <source>Keeps weights and optimizer state in a folder, and goes on from there when training is started again</source>
   <translation>가중치와 옵티마이저 상태를 폴더에 두고 다시 시작하면 거기서 이어 갑니다</translation>
  </message>
  <message>
   <extracomment>callback BackupAndRestore</extracomment>
   <source>Backup dir</source>
   <translation>백업 폴더</translation>
  </message>
  <message>
   <extracomment>callback BackupAndRestore</extracomment>
   <source>Folder of the backup, for this callback alone.</source>
   <translation>이 콜백만 쓰는 백업 폴더.</translation>
  </message>
  <message>
   <extracomment>callback BackupAndRestore</extracomment>
   <source>Save freq</source>
   <translation>저장 간격</translation>
  </message>
  <message>
   <extracomment>callback BackupAndRestore</extracomment>
   <source>epoch, or a number of batches between two backups.</source>
   <translation>epoch, 또는 두 백업 사이의 배치 수.</translation>
  </message>
  <message>
   <extracomment>callback BackupAndRestore</extracomment>
   <source>Double checkpoint</source>
   <translation>이중 백업</translation>
  </message>
  <message>
   <extracomment>callback BackupAndRestore</extracomment>
   <source>Whether the backup before the last is kept, in case the last cannot be read.</source>
   <translation>마지막 백업을 읽지 못할 때를 대비해 그 앞의 백업도 남길지 여부.</translation>
  </message>
  <message>
   <extracomment>callback BackupAndRestore</extracomment>
   <source>Delete checkpoint</source>
   <translation>백업 지우기</translation>
  </message>
  <message>
   <extracomment>callback BackupAndRestore</extracomment>
   <source>Whether the backup is deleted once training has ended.</source>
   <translation>학습이 끝나면 백업을 지울지 여부.</translation>
  </message>
  <message>
   <extracomment>callback CSVLogger</extracomment>
   <source>Writes the loss and all metrics of each epoch as a row of a CSV file</source>
   <translation>에포크마다 손실과 모든 지표를 CSV 파일의 한 줄로 씁니다</translation>
  </message>
  <message>
   <extracomment>callback CSVLogger</extracomment>
   <source>Filename</source>
   <translation>파일 이름</translation>
  </message>
  <message>
   <extracomment>callback CSVLogger</extracomment>
   <source>File to write.</source>
   <translation>쓸 파일.</translation>
  </message>
  <message>
   <extracomment>callback CSVLogger</extracomment>
   <source>Separator</source>
   <translation>구분 문자</translation>
  </message>
  <message>
   <extracomment>callback CSVLogger</extracomment>
   <source>Character between the columns.</source>
   <translation>열 사이의 글자.</translation>
  </message>
  <message>
   <extracomment>callback CSVLogger</extracomment>
   <source>Append</source>
   <translation>이어 쓰기</translation>
  </message>
  <message>
   <extracomment>callback CSVLogger</extracomment>
   <source>Whether to add to an existing file instead of replacing it.</source>
   <translation>이미 있는 파일을 바꾸지 않고 덧붙일지 여부.</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Stops training when a metric has not improved for some epochs</source>
   <translation>지표가 몇 에포크 동안 나아지지 않으면 학습을 멈춥니다</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Monitor</source>
   <translation>지켜볼 지표</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Metric to watch, for example val_loss or val_accuracy.</source>
   <translation>지켜볼 지표. 예를 들어 val_loss 또는 val_accuracy.</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Min delta</source>
   <translation>최소 변화</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Smallest change that counts as an improvement.</source>
   <translation>나아졌다고 치는 가장 작은 변화.</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Patience</source>
   <translation>기다릴 에포크 수</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Epochs without improvement after which training stops.</source>
   <translation>나아지지 않는 에포크가 이만큼 이어지면 학습을 멈춥니다.</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Verbose</source>
   <translation>출력 수준</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>1 says on the terminal when it stops.</source>
   <translation>1이면 멈출 때 터미널에 알립니다.</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Whether smaller (min) or larger (max) is better; auto knows it from the metric.</source>
   <translation>작을수록(min) 좋은지 클수록(max) 좋은지. auto는 지표를 보고 압니다.</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Baseline</source>
   <translation>기준값</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Value that has to be beaten; without reaching it, training stops as well.</source>
   <translation>넘어야 하는 값. 여기에 이르지 못해도 학습을 멈춥니다.</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Restore best weights</source>
   <translation>최적 가중치 복원</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Whether the model gets back the weights of its best epoch in the end.</source>
   <translation>끝날 때 모델에 가장 좋은 에포크의 가중치를 돌려줄지 여부.</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Start from epoch</source>
   <translation>시작 에포크</translation>
  </message>
  <message>
   <extracomment>callback EarlyStopping</extracomment>
   <source>Epochs to wait before watching, while values still jump about.</source>
   <translation>값이 아직 크게 흔들리는 동안 기다렸다가 지켜보기 시작할 에포크 수.</translation>
  </message>
  <message>
   <extracomment>callback LambdaCallback</extracomment>
   <source>Calls functions of your own in the hooks that they are named for</source>
   <translation>직접 만든 함수를 이름에 맞는 때에 부릅니다</translation>
  </message>
  <message>
   <extracomment>callback LambdaCallback</extracomment>
   <source>On epoch begin</source>
   <translation>에포크 시작 때</translation>
  </message>
  <message>
   <extracomment>callback LambdaCallback</extracomment>
   <source>Function of (epoch, logs).</source>
   <translation>(epoch, logs)의 함수.</translation>
  </message>
  <message>
   <extracomment>callback LambdaCallback</extracomment>
   <source>On epoch end</source>
   <translation>에포크 끝날 때</translation>
  </message>
  <message>
   <extracomment>callback LambdaCallback</extracomment>
   <source>On train begin</source>
   <translation>학습 시작 때</translation>
  </message>
  <message>
   <extracomment>callback LambdaCallback</extracomment>
   <source>Function of (logs).</source>
   <translation>(logs)의 함수.</translation>
  </message>
  <message>
   <extracomment>callback LambdaCallback</extracomment>
   <source>On train end</source>
   <translation>학습 끝날 때</translation>
  </message>
  <message>
   <extracomment>callback LambdaCallback</extracomment>
   <source>On train batch begin</source>
   <translation>학습 배치 시작 때</translation>
  </message>
  <message>
   <extracomment>callback LambdaCallback</extracomment>
   <source>Function of (batch, logs).</source>
   <translation>(batch, logs)의 함수.</translation>
  </message>
  <message>
   <extracomment>callback LambdaCallback</extracomment>
   <source>On train batch end</source>
   <translation>학습 배치 끝날 때</translation>
  </message>
  <message>
   <extracomment>callback LearningRateScheduler</extracomment>
   <source>Sets the learning rate before each epoch by a function of your own</source>
   <translation>에포크마다 직접 만든 함수로 학습률을 정합니다</translation>
  </message>
  <message>
   <extracomment>callback LearningRateScheduler</extracomment>
   <source>Schedule</source>
   <translation>스케줄</translation>
  </message>
  <message>
   <extracomment>callback LearningRateScheduler</extracomment>
   <source>Function of the epoch, and of the present learning rate if it takes two arguments.</source>
   <translation>에포크의 함수. 인수가 둘이면 지금의 학습률도 받습니다.</translation>
  </message>
  <message>
   <extracomment>callback LearningRateScheduler</extracomment>
   <source>1 says the learning rate on the terminal.</source>
   <translation>1이면 학습률을 터미널에 알립니다.</translation>
  </message>
  <message>
   <extracomment>callback ReduceLROnPlateau</extracomment>
   <source>Lowers the learning rate when a metric has not improved for some epochs</source>
   <translation>지표가 몇 에포크 동안 나아지지 않으면 학습률을 낮춥니다</translation>
  </message>
  <message>
   <extracomment>callback ReduceLROnPlateau</extracomment>
   <source>Metric to watch, for example val_loss.</source>
   <translation>지켜볼 지표. 예를 들어 val_loss.</translation>
  </message>
  <message>
   <extracomment>callback ReduceLROnPlateau</extracomment>
   <source>Factor on the learning rate, less than 1.</source>
   <translation>학습률에 곱하는 값, 1보다 작습니다.</translation>
  </message>
  <message>
   <extracomment>callback ReduceLROnPlateau</extracomment>
   <source>Epochs without improvement after which the rate is lowered.</source>
   <translation>나아지지 않는 에포크가 이만큼 이어지면 학습률을 낮춥니다.</translation>
  </message>
  <message>
   <extracomment>callback ReduceLROnPlateau</extracomment>
   <source>1 says on the terminal when it lowers the rate.</source>
   <translation>1이면 학습률을 낮출 때 터미널에 알립니다.</translation>
  </message>
  <message>
   <extracomment>callback ReduceLROnPlateau</extracomment>
   <source>Cooldown</source>
   <translation>쿨다운</translation>
  </message>
  <message>
   <extracomment>callback ReduceLROnPlateau</extracomment>
   <source>Epochs to wait after lowering before watching again.</source>
   <translation>낮춘 뒤 다시 지켜보기까지 기다리는 에포크 수.</translation>
  </message>
  <message>
   <extracomment>callback ReduceLROnPlateau</extracomment>
   <source>Min lr</source>
   <translation>최소 학습률</translation>
  </message>
  <message>
   <extracomment>callback ReduceLROnPlateau</extracomment>
   <source>Rate below which it does not go.</source>
   <translation>이보다 낮추지 않는 학습률.</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>Saves the model, or its weights alone, after each epoch or when it is the best so far</source>
   <translation>에포크마다 또는 가장 좋을 때 모델이나 가중치를 저장합니다</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>Filepath</source>
   <translation>파일 경로</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>File to write; {epoch:02d} and metrics such as {val_loss:.2f} are filled in.</source>
   <translation>쓸 파일. {epoch:02d}와 {val_loss:.2f} 같은 지표 자리는 채워 넣습니다.</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>Metric that tells which model is the best.</source>
   <translation>어느 모델이 가장 좋은지 알려 주는 지표.</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>1 says on the terminal what is saved.</source>
   <translation>1이면 무엇을 저장했는지 터미널에 알립니다.</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>Save best only</source>
   <translation>가장 좋은 것만 저장</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>Whether to save only when the metric has improved.</source>
   <translation>지표가 나아졌을 때만 저장할지 여부.</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>Save weights only</source>
   <translation>가중치만 저장</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>Whether to save the weights alone; the file must then end in .weights.h5.</source>
   <translation>가중치만 저장할지 여부. 그러면 파일 이름이 .weights.h5로 끝나야 합니다.</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>epoch, or a number of batches.</source>
   <translation>epoch, 또는 배치 수.</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>Initial value threshold</source>
   <translation>초기 기준값</translation>
  </message>
  <message>
   <extracomment>callback ModelCheckpoint</extracomment>
   <source>Value that the first saved model has to beat already.</source>
   <translation>처음 저장하는 모델부터 넘어야 하는 값.</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Posts epoch, loss and metrics to a server by HTTP after each epoch</source>
   <translation>에포크마다 손실과 지표를 HTTP로 서버에 보냅니다</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Root</source>
   <translation>서버 주소</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Address of the server, with http:// or https://.</source>
   <translation>http:// 또는 https://로 시작하는 서버 주소.</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Path</source>
   <translation>경로</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Path on the server.</source>
   <translation>서버에서의 경로.</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Field</source>
   <translation>필드</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Name of the form field that holds the results as JSON.</source>
   <translation>결과를 JSON으로 담는 폼 필드의 이름.</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Headers</source>
   <translation>헤더</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Further HTTP headers.</source>
   <translation>더 보낼 HTTP 헤더.</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Send as json</source>
   <translation>JSON으로 보내기</translation>
  </message>
  <message>
   <extracomment>callback RemoteMonitor</extracomment>
   <source>Whether the results are sent as a JSON document instead of a form.</source>
   <translation>결과를 폼 대신 JSON 문서로 보낼지 여부.</translation>
  </message>
  <message>
   <extracomment>callback SwapEMAWeights</extracomment>
   <source>Puts the moving average of an optimizer with use_ema into the model while it is evaluated</source>
   <translation>평가하는 동안 use_ema 옵티마이저의 이동 평균을 모델에 넣습니다</translation>
  </message>
  <message>
   <extracomment>callback SwapEMAWeights</extracomment>
   <source>Swap on epoch</source>
   <translation>에포크마다 바꾸기</translation>
  </message>
  <message>
   <extracomment>callback SwapEMAWeights</extracomment>
   <source>Whether it is there at the end of epochs as well, so that checkpoints save it.</source>
   <translation>에포크가 끝날 때도 넣을지 여부. 그러면 체크포인트가 그것을 저장합니다.</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Writes event files: run ``tensorboard --logdir`` with the folder to look at them</source>
   <translation>이벤트 파일을 씁니다: ``tensorboard --logdir``에 폴더를 주면 볼 수 있습니다</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Log dir</source>
   <translation>로그 폴더</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Folder of the files; training goes to train in it, evaluation to validation.</source>
   <translation>파일의 폴더. 학습은 그 안의 train에, 평가는 validation에 씁니다.</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Histogram freq</source>
   <translation>히스토그램 간격</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Epochs between two histograms of the weights; none when 0.</source>
   <translation>가중치 히스토그램을 쓰는 에포크 간격. 0이면 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Write graph</source>
   <translation>그래프 기록</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Whether the model is written, for the page of graphs.</source>
   <translation>그래프 화면을 위해 모델을 쓸지 여부.</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Write images</source>
   <translation>이미지 기록</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Whether weights are written as images too, with their histograms.</source>
   <translation>가중치를 히스토그램과 함께 이미지로도 쓸지 여부.</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Write steps per second</source>
   <translation>초당 스텝 수 기록</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Whether the speed of training is written.</source>
   <translation>학습 속도를 쓸지 여부.</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Update freq</source>
   <translation>기록 간격</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>epoch, batch, or a number of batches, for losses and metrics within an epoch.</source>
   <translation>epoch, batch, 또는 에포크 안에서 손실과 지표를 쓸 배치 수.</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Profile batch</source>
   <translation>프로파일 배치</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Batches that Keras's profiler would look at; there is none here, so that it is warned of.</source>
   <translation>Keras의 프로파일러가 볼 배치. 여기에는 프로파일러가 없어 경고합니다.</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Embeddings freq</source>
   <translation>임베딩 간격</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Epochs between two files with the weights for the page of embeddings; none when 0.</source>
   <translation>임베딩 화면을 위해 가중치 파일을 쓰는 에포크 간격. 0이면 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Embeddings metadata</source>
   <translation>임베딩 메타데이터</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>File with names of the rows of embeddings, or a dict of them by layer name.</source>
   <translation>임베딩 행의 이름이 든 파일, 또는 층 이름별 사전.</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Hparams</source>
   <translation>하이퍼파라미터</translation>
  </message>
  <message>
   <extracomment>callback TensorBoard</extracomment>
   <source>Hyper-parameters for TensorBoard's page of them: numbers, texts and truth values by name; ``True`` for those of the optimizer and of ``fit``.</source>
   <translation>TensorBoard 화면에 쓸 하이퍼파라미터: 이름별 숫자, 텍스트, 참거짓. 옵티마이저와 ``fit``의 것을 쓰려면 ``True``.</translation>
  </message>
  <message>
   <extracomment>callback TerminateOnNaN</extracomment>
   <source>Stops training as soon as the loss is not a number or infinite</source>
   <translation>손실이 숫자가 아니거나 무한해지면 바로 학습을 멈춥니다</translation>
  </message>
  <message>
   <extracomment>callback TerminateOnNaN</extracomment>
   <source>Raise error</source>
   <translation>오류 발생</translation>
  </message>
  <message>
   <extracomment>callback TerminateOnNaN</extracomment>
   <source>Whether to raise an error instead of ending the training quietly.</source>
   <translation>학습을 조용히 끝내는 대신 오류를 낼지 여부.</translation>
  </message>
  <message>
   <extracomment>code Lambda</extracomment>
   <source>Runs a Python function as a layer</source>
   <translation>Python 함수를 층으로 실행합니다</translation>
  </message>
  <message>
   <extracomment>activations.py</extracomment>
   <source>An activation must be a function, got %1.</source>
   <translation>활성화는 함수여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>callbacks/backup_and_restore.py</extracomment>
   <source>it does not say which epoch the backup was made in; delete it</source>
   <translation>어느 에포크의 백업인지 적혀 있지 않습니다. 지우세요</translation>
  </message>
  <message>
   <extracomment>callbacks/backup_and_restore.py</extracomment>
   <source>BackupAndRestore: backup_dir must name a folder.</source>
   <translation>BackupAndRestore: backup_dir에 폴더를 적어야 합니다.</translation>
  </message>
  <message>
   <extracomment>callbacks/backup_and_restore.py</extracomment>
   <source>BackupAndRestore: save_freq must be 'epoch' or a number of batches, got %1.</source>
   <translation>BackupAndRestore: save_freq는 'epoch' 또는 배치 수여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>callbacks/backup_and_restore.py</extracomment>
   <source>BackupAndRestore needs a model that is built before fit: give it an Input, or call it on a batch.</source>
   <translation>BackupAndRestore는 fit 전에 만들어진 모델이 필요합니다: Input을 넣거나 배치에 한 번 호출하세요.</translation>
  </message>
  <message>
   <extracomment>callbacks/early_stopping.py</extracomment>
   <source>%1 did not improve for %2 epochs</source>
   <translation>%1: %2 에포크 동안 나아지지 않았습니다</translation>
  </message>
  <message>
   <extracomment>callbacks/early_stopping.py</extracomment>
   <source>Epoch %1: early stopping, %2</source>
   <translation>%1번째 에포크: 조기 종료, %2</translation>
  </message>
  <message>
   <extracomment>callbacks/early_stopping.py</extracomment>
   <source>EarlyStopping watches %1, which this training does not have; it has %2.</source>
   <translation>EarlyStopping이 보는 %1: 이 학습에는 없습니다. 있는 것: %2.</translation>
  </message>
  <message>
   <extracomment>callbacks/early_stopping.py</extracomment>
   <source>Restoring the weights of the best epoch: %1.</source>
   <translation>가장 좋은 에포크의 가중치를 복원합니다: %1.</translation>
  </message>
  <message>
   <extracomment>callbacks/early_stopping.py</extracomment>
   <source>no metrics</source>
   <translation>지표 없음</translation>
  </message>
  <message>
   <extracomment>callbacks/learning_rate.py</extracomment>
   <source>%1 needs a model whose optimizer has a learning rate.</source>
   <translation>%1: 옵티마이저에 학습률이 있는 모델이 필요합니다.</translation>
  </message>
  <message>
   <extracomment>callbacks/learning_rate.py</extracomment>
   <source>LearningRateScheduler: the schedule must give a number, it gave %1.</source>
   <translation>LearningRateScheduler: 스케줄은 숫자를 내야 하는데 %1을(를) 냈습니다.</translation>
  </message>
  <message>
   <extracomment>callbacks/model_checkpoint.py</extracomment>
   <source>ModelCheckpoint: with save_weights_only the filepath must end in .weights.h5, got %1.</source>
   <translation>ModelCheckpoint: save_weights_only이면 filepath가 .weights.h5로 끝나야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>callbacks/model_checkpoint.py</extracomment>
   <source>ModelCheckpoint: the filepath must end in .h5 or .keras, got %1.</source>
   <translation>ModelCheckpoint: filepath는 .h5 또는 .keras로 끝나야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>callbacks/model_checkpoint.py</extracomment>
   <source>ModelCheckpoint: save_freq must be 'epoch' or a number of batches, got %1.</source>
   <translation>ModelCheckpoint: save_freq는 'epoch' 또는 배치 수여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>callbacks/model_checkpoint.py</extracomment>
   <source>ModelCheckpoint cannot write %1: it is a folder, give the name of a file.</source>
   <translation>ModelCheckpoint가 %1에 쓸 수 없습니다. 폴더입니다. 파일 이름을 적으세요.</translation>
  </message>
  <message>
   <extracomment>callbacks/model_checkpoint.py</extracomment>
   <source>ModelCheckpoint: the pattern %1 is wrong: %2.</source>
   <translation>ModelCheckpoint: 패턴 %1이(가) 잘못되었습니다: %2.</translation>
  </message>
  <message>
   <extracomment>callbacks/model_checkpoint.py</extracomment>
   <source>ModelCheckpoint: {%1:%2} in %3 is not a field such as {epoch:02d} or {val_loss:.2f}.</source>
   <translation>ModelCheckpoint: %3의 {%1:%2}은(는) {epoch:02d} 또는 {val_loss:.2f} 같은 자리가 아닙니다.</translation>
  </message>
  <message>
   <extracomment>callbacks/model_checkpoint.py</extracomment>
   <source>ModelCheckpoint cannot fill in %1 in %2; there are %3.</source>
   <translation>ModelCheckpoint: %2의 %1을(를) 채울 수 없습니다. 있는 것: %3.</translation>
  </message>
  <message>
   <extracomment>callbacks/monitor.py</extracomment>
   <source>%1 cannot tell whether %2 should rise or fall: give mode='max' or mode='min'.</source>
   <translation>%1: %2이(가) 커져야 할지 작아져야 할지 알 수 없습니다. mode='max' 또는 mode='min'을 적으세요.</translation>
  </message>
  <message>
   <extracomment>callbacks/monitor.py</extracomment>
   <source>%1 watches %2, which is not a single number: watch another, or give the metric average='macro'.</source>
   <translation>%1이(가) 지켜보는 %2은(는) 하나의 수가 아닙니다. 다른 것을 지켜보거나 지표에 average='macro'를 주세요.</translation>
  </message>
  <message>
   <extracomment>callbacks/summaries.py</extracomment>
   <source>A hyper-parameter must be a number, a text or a truth value, got %1 for %2.</source>
   <translation>하이퍼파라미터는 숫자, 텍스트 또는 참거짓이어야 하는데 %2의 값이 %1입니다.</translation>
  </message>
  <message>
   <extracomment>callbacks/swap_ema_weights.py</extracomment>
   <source>SwapEMAWeights needs an optimizer that keeps a moving average: make it with use_ema=True.</source>
   <translation>SwapEMAWeights는 이동 평균을 두는 옵티마이저가 필요합니다: use_ema=True로 만드세요.</translation>
  </message>
  <message>
   <extracomment>callbacks/terminate_on_nan.py</extracomment>
   <source>the loss became %1 in batch %2: try a smaller learning rate, and look for NaN or very large values in the data</source>
   <translation>%2번째 배치에서 손실이 %1이(가) 되었습니다. 학습률을 줄이고 데이터에 NaN이나 아주 큰 값이 있는지 보세요</translation>
  </message>
  <message>
   <extracomment>callbacks/terminate_on_nan.py</extracomment>
   <source>Training ended because %1.</source>
   <translation>학습이 끝난 이유: %1.</translation>
  </message>
  <message>
   <extracomment>constraints.py</extracomment>
   <source>RadialConstraint works on square kernels of Conv2D, with 4 axes; the weight has shape %1.</source>
   <translation>RadialConstraint는 축이 4개인 Conv2D의 정사각형 커널에 쓰는데 가중치의 형태가 %1입니다.</translation>
  </message>
  <message>
   <extracomment>declaration/configurable.py</extracomment>
   <source>%1 takes at most %2 arguments without a name, got %3.</source>
   <translation>%1은(는) 이름 없는 인수를 최대 %2개 받는데 %3개를 받았습니다.</translation>
  </message>
  <message>
   <extracomment>declaration/configurable.py</extracomment>
   <source>%1 does not know the argument %2.</source>
   <translation>%1: 인수 %2을(를) 모릅니다.</translation>
  </message>
  <message>
   <extracomment>declaration/configurable.py</extracomment>
   <source>%1 cannot be made without %2.</source>
   <translation>%1은(는) %2 없이 만들 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>a tuple of sizes such as (28, 28, 1)</source>
   <translation>크기의 튜플(예: (28, 28, 1))</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>a whole number</source>
   <translation>정수</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>a whole number or %1 of them</source>
   <translation>정수 하나 또는 %1개</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>%1 must be %2, got %3.</source>
   <translation>%1: %2만 쓸 수 있습니다 (입력: %3).</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>True or False</source>
   <translation>True 또는 False</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>one of %1</source>
   <translation>%1 중 하나</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>%1, each %2</source>
   <translation>%1(각각 %2)</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>an axis number such as -1</source>
   <translation>축 번호(예: -1)</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>%1, each size a whole number &gt;= 1 or None</source>
   <translation>%1(각 크기는 1 이상의 정수 또는 None)</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>a whole number %1</source>
   <translation>정수(%1)</translation>
  </message>
  <message>
   <extracomment>declaration/fields.py</extracomment>
   <source>a number %1</source>
   <translation>수(%1)</translation>
  </message>
  <message>
   <extracomment>declaration/makers.py</extracomment>
   <source>custom_objects gives %1 for %2, which needs the class itself, or a function that makes one of it from the settings in the file.</source>
   <translation>custom_objects가 %2에 %1을(를) 주었는데, 클래스 자체나, 파일의 설정으로 그것을 만드는 함수가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>declaration/registry.py</extracomment>
   <source>did you mean %1</source>
   <translation>혹시 %1인가요</translation>
  </message>
  <message>
   <extracomment>declaration/registry.py</extracomment>
   <source>known are %1</source>
   <translation>아는 것은 %1</translation>
  </message>
  <message>
   <extracomment>declaration/registry.py</extracomment>
   <source>Unknown %1 %2: %3.</source>
   <translation>알 수 없는 %1 %2: %3.</translation>
  </message>
  <message>
   <extracomment>declaration/serialization.py</extracomment>
   <source>%1 %2 cannot be written as data: register its class first.</source>
   <translation>%1 %2: 데이터로 쓸 수 없습니다. 먼저 클래스를 등록하세요.</translation>
  </message>
  <message>
   <extracomment>declaration/serialization.py</extracomment>
   <source>There is no class %1 here: it is unknown.</source>
   <translation>여기에는 클래스 %1이(가) 없습니다. 알 수 없는 클래스입니다.</translation>
  </message>
  <message>
   <extracomment>declaration/serialization.py</extracomment>
   <source>The function %1 is not known: pass it in custom_objects={%2: ...}.</source>
   <translation>함수 %1을(를) 모릅니다: custom_objects={%2: ...}로 넘겨주세요.</translation>
  </message>
  <message>
   <extracomment>declaration/serialization.py</extracomment>
   <source>%1: its config must be a mapping, got %2.</source>
   <translation>%1: config는 매핑이어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>declaration/serialization.py</extracomment>
   <source>A class name must be text, got %1.</source>
   <translation>클래스 이름은 텍스트여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>declaration/serialization.py</extracomment>
   <source>Lambda holds Python code, which is never run from a file: pass its function in custom_objects={its name, or for a lambda the layer's name: the function}, or one for all as {'Lambda': the function}.</source>
   <translation>Lambda에 Python 코드가 들어 있는데, 파일의 코드는 절대 실행하지 않습니다. 그 함수를 custom_objects={함수의 이름, lambda이면 층의 이름: 함수}로, 또는 모두에 하나를 {'Lambda': 함수}로 넘겨주세요.</translation>
  </message>
  <message>
   <extracomment>declaration/serialization.py</extracomment>
   <source>%1 holds Python code or reads files, which is never done for a file: pass your own class in custom_objects={%2: ...} if you trust it.</source>
   <translation>%1: Python 코드가 들어 있거나 파일을 읽습니다. 파일에서는 절대 하지 않는 일이니, 믿는다면 자신의 클래스를 custom_objects={%2: ...}로 넘겨주세요.</translation>
  </message>
  <message>
   <extracomment>declaration/serialization.py</extracomment>
   <source>An array in the data must hold numbers, got the type %1.</source>
   <translation>데이터의 배열은 숫자여야 하는데 종류가 %1입니다.</translation>
  </message>
  <message>
   <extracomment>declaration/serialization.py</extracomment>
   <source>An array in the data cannot be read: %1.</source>
   <translation>데이터의 배열을 읽을 수 없습니다: %1.</translation>
  </message>
  <message>
   <extracomment>declaration/unknown_parts.py</extracomment>
   <source>new weights need it</source>
   <translation>새 가중치를 만드는 데 필요합니다</translation>
  </message>
  <message>
   <extracomment>declaration/unknown_parts.py</extracomment>
   <source>training needs it</source>
   <translation>학습에 필요합니다</translation>
  </message>
  <message>
   <extracomment>declaration/unknown_parts.py</extracomment>
   <source>the %1 %2 is not known here, and %3: pass yours in custom_objects={%4: ...} when the file is opened, or choose another.</source>
   <translation>%1 %2을(를) 여기서는 모르는데 %3: 파일을 열 때 custom_objects={%4: ...}로 넘겨주거나 다른 것을 고르세요.</translation>
  </message>
  <message>
   <extracomment>declaration/unknown_parts.py</extracomment>
   <source>Weight %1: %2</source>
   <translation>가중치 %1: %2</translation>
  </message>
  <message>
   <extracomment>graph/architecture.py</extracomment>
   <source>Two layers are called %1: give one of them another name.</source>
   <translation>층 둘의 이름이 %1로 같습니다. 하나에 다른 이름을 주세요.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 cannot join %2%3</source>
   <translation>%1: 합칠 수 없습니다: %2%3</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 is shared and was built for %2, so %3 does not fit it: both inputs must have the same shape.</source>
   <translation>%1: 함께 쓰는 층입니다. %2에 맞추어 만들어져서 %3은(는) 맞지 않습니다. 두 입력의 형태가 같아야 합니다.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 and %2</source>
   <translation>%1 및 %2</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 feeds itself: remove the connection from its output to its input.</source>
   <translation>%1이(가) 자기 자신에게 연결되어 있습니다. 출력에서 입력으로 가는 연결을 없애세요.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 feed each other in a circle: remove one of the connections between them.</source>
   <translation>%1이(가) 서로 순환으로 연결되어 있습니다. 그 사이의 연결 하나를 없애세요.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 does not fit %2, which takes %3: %4</source>
   <translation>%1 → %2: 맞지 않습니다. 받는 형태는 %3입니다. %4</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 does not fit %2: %3</source>
   <translation>%1 → %2: 맞지 않습니다. %3</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>A call of %1 is left, but the layer is gone.</source>
   <translation>%1의 호출이 남아 있는데 층이 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 takes output %2 of %3, which is not there.</source>
   <translation>%1이(가) %3의 %2번 출력을 받는데 그런 출력이 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 has no input: connect a layer to it.</source>
   <translation>%1에 입력이 없습니다. 층을 연결하세요.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 needs %2 inputs or more, but only %3 is connected to it.</source>
   <translation>%1에는 입력이 %2개 이상 필요한데 %3만 연결되어 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 layers are called %2: give each a name of its own.</source>
   <translation>층 %1개의 이름이 %2(으)로 같습니다. 저마다 다른 이름을 주세요.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>The model has no input: add an Input layer and connect it.</source>
   <translation>모델에 입력이 없습니다: Input 층을 넣고 연결하세요.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>The model has no output.</source>
   <translation>모델에 출력이 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 leads nowhere%2: connect it or remove it.</source>
   <translation>%1: 어디로도 이어지지 않습니다%2. 연결하거나 없애세요.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>inside it, %1</source>
   <translation>그 안에서, %1</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 is an input of the model and takes none itself: remove %2.</source>
   <translation>%1은(는) 모델의 입력이라 입력을 받지 않습니다: %2을(를) 없애세요.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 takes %2, but %3 are connected to it: join them first.</source>
   <translation>%1이(가) 받는 것은 %2인데 %3이(가) 연결되어 있습니다. 먼저 이어 붙이세요.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>and nothing is connected to it</source>
   <translation>(연결된 것도 없음)</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>the shape that it was made for.</source>
   <translation>만들 때 정해진 형태입니다.</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>one input</source>
   <translation>입력 하나</translation>
  </message>
  <message>
   <extracomment>graph/inference.py</extracomment>
   <source>%1 inputs</source>
   <translation>입력 %1개</translation>
  </message>
  <message>
   <extracomment>graph/keras0.py</extracomment>
   <source>A model of Keras 0 has no %1.</source>
   <translation>Keras 0 모델에 %1이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras0.py</extracomment>
   <source>A node of a Graph has no name.</source>
   <translation>Graph의 노드 하나에 이름이 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras0.py</extracomment>
   <source>A layer of a model of Keras 0 has no class name.</source>
   <translation>Keras 0 모델의 층 하나에 클래스 이름이 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras0.py</extracomment>
   <source>Layer %1: an AutoEncoder of Keras 0 that gives its code can only be read with output_reconstruction=True.</source>
   <translation>층 %1: 부호를 내놓는 Keras 0의 AutoEncoder는 output_reconstruction=True일 때만 읽을 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras0.py</extracomment>
   <source>A Graph of Keras has no nodes.</source>
   <translation>Keras의 Graph에 노드가 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras0.py</extracomment>
   <source>Node %1 of a Graph has no layer.</source>
   <translation>Graph의 노드 %1에 층이 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras0.py</extracomment>
   <source>Node %1 of a Graph has no input.</source>
   <translation>Graph의 노드 %1에 입력이 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras0.py</extracomment>
   <source>Two nodes of a Graph are called %1.</source>
   <translation>Graph의 노드 두 개가 모두 %1(이)라는 이름입니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras0.py</extracomment>
   <source>A node of a Graph takes its input from %1, which is not there.</source>
   <translation>Graph의 노드 하나가 없는 %1에서 입력을 받습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras1.py</extracomment>
   <source>Layer %1: its sizes are no numbers.</source>
   <translation>층 %1: 크기가 숫자가 아닙니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras1.py</extracomment>
   <source>Layer %1 (Highway): the file does not tell the size of its input.</source>
   <translation>층 %1 (Highway): 파일에 입력의 크기가 적혀 있지 않습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras1_models.py</extracomment>
   <source>Layer %1 begins a model, but its input shape is missing.</source>
   <translation>층 %1: 모델의 첫 층인데 입력 형태가 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras1_models.py</extracomment>
   <source>A model that is merged with others must have one output.</source>
   <translation>다른 모델과 합치는 모델은 출력이 하나여야 합니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras1_models.py</extracomment>
   <source>A layer of a model that is merged with others has no name.</source>
   <translation>다른 모델과 합치는 모델에 이름 없는 층이 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras1_models.py</extracomment>
   <source>Layer %1 has no class name.</source>
   <translation>층 %1: 클래스 이름이 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>This is no Keras model: %1 has no list of layers.</source>
   <translation>Keras 모델이 아닙니다: %1에 층 목록이 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>The model has %1 layers; at most %2 are allowed.</source>
   <translation>모델의 층이 %1개입니다. 최대 %2개까지 됩니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>Layer %1: a call must be a list or a mapping.</source>
   <translation>층 %1: 호출은 목록 또는 매핑이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>%1 must list tensors as [layer, call, output].</source>
   <translation>%1: 텐서를 [층, 호출, 출력]으로 적어야 합니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>%1: an input must be named as [layer, call, output].</source>
   <translation>%1: 입력은 [층, 호출, 출력]으로 적어야 합니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>Two layers are called %1: names must be unique in a model.</source>
   <translation>층 둘의 이름이 %1(으)로 같습니다. 모델 안에서 이름은 하나뿐이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>Layer %1: inbound_nodes must be a list.</source>
   <translation>층 %1: inbound_nodes는 목록이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>Layer %1 is called more than %2 times.</source>
   <translation>층 %1: 호출이 %2번을 넘습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>Layer %1: a call must have args and kwargs.</source>
   <translation>층 %1: 호출에는 args와 kwargs가 있어야 합니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>%1: %2 is no number of a call or of an output.</source>
   <translation>%1: %2은(는) 호출이나 출력의 번호가 아닙니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>%1 takes its input from %2, which is not there.</source>
   <translation>%1의 입력이 %2에서 오는데 그런 층이 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/keras_json.py</extracomment>
   <source>%1 wants call %2 of %3, which is called %4 times.</source>
   <translation>%1이(가) %3의 %2번 호출을 쓰는데 호출은 %4번뿐입니다.</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>Layer %1</source>
   <translation>층 %1</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>batch, steps, features</source>
   <translation>배치, 스텝, 특성</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>batch, features, steps</source>
   <translation>배치, 특성, 스텝</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>batch, height, width, channels</source>
   <translation>배치, 높이, 너비, 채널</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>batch, channels, height, width</source>
   <translation>배치, 채널, 높이, 너비</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>batch, depth, height, width, channels</source>
   <translation>배치, 깊이, 높이, 너비, 채널</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>batch, channels, depth, height, width</source>
   <translation>배치, 채널, 깊이, 높이, 너비</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>expected %1 axes (%2), got %3</source>
   <translation>축이 %1개(%2)여야 하는데 %3개입니다</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>it holds code, which is never run from a file</source>
   <translation>코드가 들어 있는데, 파일의 코드는 절대 실행하지 않습니다</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>it is unknown</source>
   <translation>알 수 없는 것입니다</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>there is nothing here that does what %1 does.</source>
   <translation>%1이(가) 하는 일을 하는 것이 여기에는 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>there is no layer %1 here: %2.</source>
   <translation>여기에는 층 %1이(가) 없습니다: %2.</translation>
  </message>
  <message>
   <extracomment>graph/layer_facts.py</extracomment>
   <source>%1 must be set.</source>
   <translation>%1을(를) 정해야 합니다.</translation>
  </message>
  <message>
   <extracomment>graph/layer_json.py</extracomment>
   <source>A layer must be a mapping with its class_name and config, got %1.</source>
   <translation>층은 class_name과 config가 있는 매핑이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>graph/layer_json.py</extracomment>
   <source>The config of a layer must be a mapping, got %1.</source>
   <translation>층의 config는 매핑이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>graph/layer_json.py</extracomment>
   <source>A layer's name must be text, got %1.</source>
   <translation>층의 이름은 텍스트여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>graph/layer_json.py</extracomment>
   <source>The layer name %1 is too long or has control characters.</source>
   <translation>층 이름 %1이(가) 너무 길거나 제어 문자가 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/layer_json.py</extracomment>
   <source>Layer %1: %2 must be text.</source>
   <translation>층 %1: %2은(는) 텍스트여야 합니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The JSON text is longer than %1 MiB.</source>
   <translation>JSON 텍스트가 %1 MiB보다 깁니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>JSON has no comments: delete the one in line %1.</source>
   <translation>JSON에는 주석이 없습니다: %1번째 줄의 주석을 지우세요.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>JSON has no comma behind the last value: delete the one in line %1.</source>
   <translation>JSON에는 마지막 값 뒤에 쉼표가 없습니다: %1번째 줄의 쉼표를 지우세요.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The JSON holds more than %1 values: keep large arrays as weights of a layer, not as constants.</source>
   <translation>JSON에 값이 %1개보다 많습니다. 큰 배열은 상수가 아니라 층의 가중치로 두세요.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The text is neither UTF-8 nor UTF-16, so it is no JSON.</source>
   <translation>텍스트가 UTF-8도 UTF-16도 아니므로 JSON이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The text is no JSON: %1 (line %2).</source>
   <translation>텍스트가 JSON이 아닙니다: %1 (%2번째 줄).</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The JSON is nested deeper than %1 levels.</source>
   <translation>JSON이 %1단계보다 깊이 겹쳐 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The JSON holds a number that is too long.</source>
   <translation>JSON에 너무 긴 숫자가 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The text holds several models, the second from line %1 on: keep one of them in a file.</source>
   <translation>텍스트에 모델이 여러 개 들어 있으며 두 번째는 %1번째 줄부터 시작합니다. 파일 하나에 모델 하나만 남기세요.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The data are nested deeper than %1 levels.</source>
   <translation>데이터가 %1단계보다 깊이 겹쳐 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The text goes on behind its model, in line %1, with what is no JSON: delete that.</source>
   <translation>텍스트의 %1번째 줄, 모델 뒤에 JSON이 아닌 내용이 이어집니다. 그 부분을 지우세요.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The name %1 holds half of a character.</source>
   <translation>이름 %1에 반쪽짜리 글자가 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The JSON holds the key %1 twice in one place.</source>
   <translation>JSON의 한곳에 %1 키가 두 번 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>Keys must be text, got %1.</source>
   <translation>키는 텍스트여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>A text among the data is longer than 16 MiB.</source>
   <translation>데이터에 16 MiB보다 긴 텍스트가 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The JSON holds %1, which is no number.</source>
   <translation>JSON에 숫자가 아닌 %1이(가) 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_json.py</extracomment>
   <source>The data hold a %1, which is no plain value.</source>
   <translation>데이터에 평범한 값이 아닌 %1이(가) 있습니다.</translation>
  </message>
  <message>
   <extracomment>graph/plain_text.py</extracomment>
   <source>The text is what Python prints, and longer than %1 MiB: save JSON by to_json().</source>
   <translation>텍스트가 파이썬이 출력한 형태이고 %1 MiB보다 깁니다. to_json()으로 JSON을 저장하세요.</translation>
  </message>
  <message>
   <extracomment>graph/plain_text.py</extracomment>
   <source>The text is no JSON: a text in it that begins with a quote has no end.</source>
   <translation>텍스트가 JSON이 아닙니다. 따옴표로 시작한 문자열이 끝나지 않았습니다.</translation>
  </message>
  <message>
   <extracomment>graph/python_names.py</extracomment>
   <source>%1 is no name in Python, so there is no code for it: rename it.</source>
   <translation>%1은(는) Python에서 쓸 수 있는 이름이 아니어서 코드로 쓸 수 없습니다. 이름을 바꾸세요.</translation>
  </message>
  <message>
   <extracomment>graph/tensorflow/arguments.py</extracomment>
   <source>Operation %1: a band of its argument has no counterpart here.</source>
   <translation>연산 %1: 인수의 띠(band)에 해당하는 것이 여기에는 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/tensorflow/arguments.py</extracomment>
   <source>Operation %1: its slice is told in no way that is known.</source>
   <translation>연산 %1: 자르는 범위가 알려진 방식으로 적혀 있지 않습니다.</translation>
  </message>
  <message>
   <extracomment>graph/tensorflow/operations.py</extracomment>
   <source>Operation %1: the file does not say on what it works, since TensorFlow leaves that out when it saves this function: build the network anew in code, and load the weights of this file into it.</source>
   <translation>연산 %1: TensorFlow가 이 함수를 저장할 때 빠뜨리므로 무엇을 계산하는지 파일에 없습니다. 코드로 신경망을 다시 만들고 이 파일의 가중치를 불러오세요.</translation>
  </message>
  <message>
   <extracomment>graph/tensorflow/operations.py</extracomment>
   <source>Operation %1: its argument %2=%3 has no counterpart here.</source>
   <translation>연산 %1: 인수 %2=%3에 해당하는 것이 여기에는 없습니다.</translation>
  </message>
  <message>
   <extracomment>graph/tensorflow/operations.py</extracomment>
   <source>Operation %1: its arguments do not fit %2.</source>
   <translation>연산 %1: 인수가 %2에 맞지 않습니다.</translation>
  </message>
  <message>
   <extracomment>graph/wrapping.py</extracomment>
   <source>The file holds a list of %1 models: keep one of them in a file.</source>
   <translation>파일에 모델 %1개의 목록이 들어 있습니다. 파일 하나에 모델 하나만 남기세요.</translation>
  </message>
  <message>
   <extracomment>graph/wrapping.py</extracomment>
   <source>The file holds several models, as under the keys %1: keep one of them in a file.</source>
   <translation>파일에 모델이 여러 개 들어 있습니다(키 %1). 파일 하나에 모델 하나만 남기세요.</translation>
  </message>
  <message>
   <extracomment>initializers.py</extracomment>
   <source>%1 must define __call__(shape, dtype).</source>
   <translation>%1: __call__(shape, dtype)을(를) 정의해야 합니다.</translation>
  </message>
  <message>
   <extracomment>initializers.py</extracomment>
   <source>Identity makes matrices; a weight of shape %1 needs another initializer.</source>
   <translation>Identity는 행렬을 만듭니다. 형태가 %1인 가중치에는 다른 초기화가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>initializers.py</extracomment>
   <source>Orthogonal needs two axes or more; shape %1 needs another initializer.</source>
   <translation>Orthogonal에는 축이 둘 이상 필요합니다. 형태 %1에는 다른 초기화가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>initializers.py</extracomment>
   <source>STFT: the window has the shape %1, the kernel needs %2 values.</source>
   <translation>STFT: 창의 형태는 %1인데 커널에는 값 %2개가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>initializers.py</extracomment>
   <source>The initial values have shape %1, the weight has %2.</source>
   <translation>초깃값의 형태는 %1인데 가중치의 형태는 %2입니다.</translation>
  </message>
  <message>
   <extracomment>initializers.py</extracomment>
   <source>%1: seed must be a whole number or a SeedGenerator, got %2.</source>
   <translation>%1: seed는 정수 또는 SeedGenerator여야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>kernels/windows.py</extracomment>
   <source>A window of %1 does not fit into an input of %2: make the window smaller or the input larger, or use padding "same".</source>
   <translation>크기가 %1인 창이 크기가 %2인 입력에 들어가지 않습니다. 창을 줄이거나 입력을 키우거나, 패딩을 "same"으로 하세요.</translation>
  </message>
  <message>
   <extracomment>layers/activation.py</extracomment>
   <source>Layer %1: the mask %2 must broadcast to the input %3.</source>
   <translation>층 %1: 마스크 %2을(를) 입력 %3에 맞추어 펼칠 수 있어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/attention/group_query.py</extracomment>
   <source>GroupQueryAttention: num_key_value_heads=%1 must divide num_query_heads=%2.</source>
   <translation>GroupQueryAttention: num_key_value_heads=%1이(가) num_query_heads=%2을(를) 나누어떨어지게 해야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/attention/group_query.py</extracomment>
   <source>Layer %1 takes queries (batch, steps, features), their shape is %2.</source>
   <translation>층 %1: 쿼리는 (배치, 스텝, 특성)이어야 하는데 형태가 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/attention/heads.py</extracomment>
   <source>%1: its quantization %2 is not known.</source>
   <translation>%1: 양자화 %2은(는) 알려져 있지 않습니다.</translation>
  </message>
  <message>
   <extracomment>layers/attention/heads.py</extracomment>
   <source>Layer %1: value %2 and key %3 may differ in their last size only.</source>
   <translation>층 %1: 값 %2과(와) 키 %3은(는) 마지막 크기만 다를 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layers/attention/heads.py</extracomment>
   <source>Layer %1: query %2 and %3 %4 must have the same number of axes.</source>
   <translation>층 %1: 쿼리 %2과(와) %3 %4은(는) 축의 수가 같아야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/attention/sequence.py</extracomment>
   <source>Layer %1 must be called on a list [query, value] or [query, value, key].</source>
   <translation>층 %1: [query, value] 또는 [query, value, key] 목록에 호출해야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/attention/sequence.py</extracomment>
   <source>Layer %1 cannot compare query %2 with key %3 of value %4: query and key must have the same features, key and value the same steps.</source>
   <translation>층 %1: 쿼리 %2을(를) 값 %4의 키 %3과(와) 비교할 수 없습니다. 쿼리와 키는 특성 수가, 키와 값은 스텝 수가 같아야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/convolution_base.py</extracomment>
   <source>Layer %1: the number of channels must be known, the input is %2.</source>
   <translation>층 %1: 채널 수가 정해져 있어야 하는데 입력은 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/convolution_base.py</extracomment>
   <source>%1: strides=%2 and dilation_rate=%3 cannot both be above 1.</source>
   <translation>%1: strides=%2과(와) dilation_rate=%3이(가) 둘 다 1보다 클 수는 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/convolution_base.py</extracomment>
   <source>%1: groups=%2 must divide filters=%3.</source>
   <translation>%1: groups=%2이(가) filters=%3을(를) 나누어떨어지게 해야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/convolution_base.py</extracomment>
   <source>Layer %1: groups=%2 must divide the %3 channels of the input.</source>
   <translation>층 %1: groups=%2이(가) 입력의 채널 %3개를 나누어떨어지게 해야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/convolution_transpose.py</extracomment>
   <source>%1: output_padding=%2 must be below strides=%3 along every axis.</source>
   <translation>%1: output_padding=%2은(는) 모든 축에서 strides=%3보다 작아야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/convolutional_recurrent.py</extracomment>
   <source>ConvLSTM%1D: strides=%2 and dilation_rate=%3 cannot both be above 1.</source>
   <translation>ConvLSTM%1D: strides=%2과(와) dilation_rate=%3이(가) 둘 다 1보다 클 수는 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/convolutional_recurrent.py</extracomment>
   <source>Layer %1: the sizes and channels of images must be known, got %2.</source>
   <translation>층 %1: 이미지의 크기와 채널이 정해져 있어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/core.py</extracomment>
   <source>Layer %1: the size of the last input axis must be known, got %2.</source>
   <translation>층 %1: 입력 마지막 축의 크기가 정해져 있어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/cropping.py</extracomment>
   <source>Layer %1 cuts off %2 of the %3 on axis %4 of the input %5: nothing would be left.</source>
   <translation>층 %1: 입력 %5의 %4번 축 %3칸에서 %2칸을 잘라 냅니다. 남는 것이 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/dot.py</extracomment>
   <source>Dot: axes must be a whole number or 2 of them, got %1.</source>
   <translation>Dot: axes는 정수 하나나 둘이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/dot.py</extracomment>
   <source>Layer %1 must be called on a list of 2 tensors.</source>
   <translation>층 %1: 텐서 2개의 목록에 호출해야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/dot.py</extracomment>
   <source>Layer %1: the batches of %2 and %3 differ in size.</source>
   <translation>층 %1: %2과(와) %3의 배치 크기가 다릅니다.</translation>
  </message>
  <message>
   <extracomment>layers/dot.py</extracomment>
   <source>Layer %1 cannot multiply %2 along axis %3 by %4 along axis %5: the sizes must be equal.</source>
   <translation>층 %1: %2의 %3번 축과 %4의 %5번 축을 곱할 수 없습니다. 크기가 같아야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/dot.py</extracomment>
   <source>Layer %1: axis %2 of the input %3 cannot be summed up; choose one from 1 to %4.</source>
   <translation>층 %1: 입력 %3의 %2번 축으로는 더할 수 없습니다. 1부터 %4까지에서 고르세요.</translation>
  </message>
  <message>
   <extracomment>layers/einsum_dense.py</extracomment>
   <source>EinsumDense: equation must look like 'ab,bc-&gt;ac', '...ab,bc-&gt;...ac' or 'ab...,bc-&gt;ac...', got %1.</source>
   <translation>EinsumDense: equation은 'ab,bc-&gt;ac', '...ab,bc-&gt;...ac' 또는 'ab...,bc-&gt;ac...' 모양이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/einsum_dense.py</extracomment>
   <source>EinsumDense: axis %1 stands on one side of the equation %2 only.</source>
   <translation>EinsumDense: 축 %1이(가) 식 %2의 한쪽에만 있습니다.</translation>
  </message>
  <message>
   <extracomment>layers/einsum_dense.py</extracomment>
   <source>Layer %1: the equation %2 is for %3 axes, the input has the shape %4.</source>
   <translation>층 %1: 식 %2은(는) 축 %3개에 대한 것인데 입력의 형태는 %4입니다.</translation>
  </message>
  <message>
   <extracomment>layers/einsum_dense.py</extracomment>
   <source>Layer %1: output_shape %2 must have %3 sizes, one for each of the axes %4 of %5.</source>
   <translation>층 %1: output_shape %2에는 크기 %3개가 있어야 합니다. %5의 축 %4마다 하나입니다.</translation>
  </message>
  <message>
   <extracomment>layers/einsum_dense.py</extracomment>
   <source>Layer %1: bias_axes names %2, the output of %3 has the axes %4.</source>
   <translation>층 %1: bias_axes에 %2이(가) 있는데 %3의 출력 축은 %4입니다.</translation>
  </message>
  <message>
   <extracomment>layers/einsum_dense.py</extracomment>
   <source>Layer %1: the size of axis %2 of %3 must be known, the input has the shape %4.</source>
   <translation>층 %1: %3의 축 %2의 크기가 정해져 있어야 하는데 입력의 형태는 %4입니다.</translation>
  </message>
  <message>
   <extracomment>layers/einsum_dense.py</extracomment>
   <source>EinsumDense: %1 is not supported; leave it out.</source>
   <translation>EinsumDense: %1은(는) 지원하지 않으니 빼세요.</translation>
  </message>
  <message>
   <extracomment>layers/einsum_dense.py</extracomment>
   <source>Layer %1: axis %2 of %3 has size %4 in the input %5 and %6 in output_shape.</source>
   <translation>층 %1: %3의 축 %2의 크기가 입력 %5에서는 %4, output_shape에서는 %6입니다.</translation>
  </message>
  <message>
   <extracomment>layers/embedding.py</extracomment>
   <source>Embedding: quantization_config is not supported; leave it out.</source>
   <translation>Embedding: quantization_config는 지원하지 않으니 빼세요.</translation>
  </message>
  <message>
   <extracomment>layers/embedding.py</extracomment>
   <source>Layer %1 got the number %2, it knows 0 to %3: input_dim must be the largest number plus 1.</source>
   <translation>층 %1: 숫자 %2이(가) 들어왔는데 아는 것은 0부터 %3까지입니다: input_dim은 가장 큰 숫자에 1을 더한 것이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/group_normalization.py</extracomment>
   <source>GroupNormalization: groups must be a whole number &gt;= 1, or -1, got 0.</source>
   <translation>GroupNormalization: groups는 1 이상의 정수 또는 -1이어야 하는데 0입니다.</translation>
  </message>
  <message>
   <extracomment>layers/group_normalization.py</extracomment>
   <source>Layer %1: the size of axis %2 must be known, the input is %3.</source>
   <translation>층 %1: %2번 축의 크기가 정해져 있어야 하는데 입력은 %3입니다.</translation>
  </message>
  <message>
   <extracomment>layers/group_normalization.py</extracomment>
   <source>Layer %1: the input %2 has no axis %3 of channels.</source>
   <translation>층 %1: 입력 %2에 채널의 축 %3이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/input.py</extracomment>
   <source>An input layer is not called: give the data to the model.</source>
   <translation>입력층은 호출하지 않습니다. 데이터를 모델에 주세요.</translation>
  </message>
  <message>
   <extracomment>layers/input.py</extracomment>
   <source>Input(tensor=...) takes a symbolic tensor, such as a layer's output, got %1: give arrays to the model when you call it.</source>
   <translation>Input(tensor=...)은 층의 출력 같은 심볼릭 텐서를 받는데 %1입니다. 배열은 모델을 호출할 때 주세요.</translation>
  </message>
  <message>
   <extracomment>layers/input.py</extracomment>
   <source>Input got a tensor of shape %1 and the shape %2 besides: leave the shape out.</source>
   <translation>Input에 형태가 %1인 텐서와 형태 %2이(가) 함께 들어왔습니다. 형태를 빼세요.</translation>
  </message>
  <message>
   <extracomment>layers/input.py</extracomment>
   <source>Input needs a shape, for example Input(shape=(28, 28, 1)).</source>
   <translation>Input에는 형태가 필요합니다. 예를 들어 Input(shape=(28, 28, 1)).</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>Pictures need (batch, height, width, channels): add the axis of channels, as x[..., None].</source>
   <translation>이미지에는 (배치, 높이, 너비, 채널)이 필요합니다: x[..., None]처럼 채널의 축을 더하세요.</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>Sequences need (batch, steps, features): add the axis that is missing, as x[..., None].</source>
   <translation>시퀀스에는 (배치, 스텝, 특성)이 필요합니다: x[..., None]처럼 빠진 축을 더하세요.</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>Sequences need (batch, steps, features): a recurrent layer before this one needs return_sequences=True, and a plain sequence x[..., None].</source>
   <translation>시퀀스에는 (배치, 스텝, 특성)이 필요합니다. 앞의 순환 층에는 return_sequences=True가, 단순한 시퀀스에는 x[..., None]이 필요합니다.</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>Volumes need (batch, depth, height, width, channels): add the axis that is missing, as x[..., None].</source>
   <translation>볼륨에는 (배치, 깊이, 높이, 너비, 채널)이 필요합니다: x[..., None]처럼 빠진 축을 더하세요.</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>A Flatten or a pooling layer before it takes axes away.</source>
   <translation>앞에 Flatten이나 풀링 층을 두면 축이 줄어듭니다.</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>A Reshape layer before it makes axes.</source>
   <translation>앞에 Reshape 층을 두면 축이 생깁니다.</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>expected %1 axes, got %2</source>
   <translation>축이 %1개여야 하는데 %2개입니다</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>expected at least %1 axes, got %2</source>
   <translation>축이 적어도 %1개여야 하는데 %2개입니다</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>expected at most %1 axes, got %2</source>
   <translation>축이 많아야 %1개여야 하는데 %2개입니다</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>Layer %1 takes %2 input%3, got %4.</source>
   <translation>층 %1: 입력은 %2개여야 하는데 %4개입니다.</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>expected size %1 on axis %2, got %3</source>
   <translation>%2번 축의 크기가 %1이어야 하는데 %3입니다</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>expected shape %1, got %2</source>
   <translation>형태가 %1이어야 하는데 %2입니다</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>Input %1 of layer %2</source>
   <translation>층 %2의 %1번 입력</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>The input of layer %1</source>
   <translation>층 %1의 입력</translation>
  </message>
  <message>
   <extracomment>layers/input_spec.py</extracomment>
   <source>%1 does not fit: %2; its shape is %3.%4</source>
   <translation>%1이(가) 맞지 않습니다: %2. 형태는 %3입니다.%4</translation>
  </message>
  <message>
   <extracomment>layers/lambda_layer.py</extracomment>
   <source>Lambda %1 needs its %2, and code from a file is never run: pass it in custom_objects={%3: ...}.</source>
   <translation>Lambda %1에는 %2이(가) 필요한데, 파일의 코드는 절대 실행하지 않습니다: custom_objects={%3: ...}로 넘겨주세요.</translation>
  </message>
  <message>
   <extracomment>layers/lambda_layer.py</extracomment>
   <source>Lambda: function must be a Python function, got %1.</source>
   <translation>Lambda: function은 Python 함수여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/layer.py</extracomment>
   <source>%1 has no call() method: write one that returns a tensor.</source>
   <translation>%1: call() 메서드가 없습니다. 텐서를 돌려주는 것을 쓰세요.</translation>
  </message>
  <message>
   <extracomment>layers/layer.py</extracomment>
   <source>%1() has no argument %2.</source>
   <translation>%1()에는 인수 %2이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/layer.py</extracomment>
   <source>Layer %1 has not been called on a symbolic input yet.</source>
   <translation>층 %1: 아직 심볼릭 입력에 호출되지 않았습니다.</translation>
  </message>
  <message>
   <extracomment>layers/layer.py</extracomment>
   <source>Layer %1: its call %2.</source>
   <translation>%1 층: 호출이 잘못되었습니다: %2.</translation>
  </message>
  <message>
   <extracomment>layers/layer.py</extracomment>
   <source>Layer %1: %2</source>
   <translation>층 %1: %2</translation>
  </message>
  <message>
   <extracomment>layers/layer_normalization.py</extracomment>
   <source>Layer %1: the input %2 has no axis %3.</source>
   <translation>층 %1: 입력 %2에 축 %3이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/learned_activation.py</extracomment>
   <source>Layer %1 needs known sizes, the input is %2: put the axes of unknown size into shared_axes.</source>
   <translation>층 %1: 크기가 정해져 있어야 하는데 입력은 %2입니다. 크기를 모르는 축을 shared_axes에 넣으세요.</translation>
  </message>
  <message>
   <extracomment>layers/learned_activation.py</extracomment>
   <source>Layer %1: shared_axes holds %2, the input %3 has the axes 1 to %4.</source>
   <translation>층 %1: shared_axes에 %2이(가) 있는데 입력 %3의 축은 1부터 %4까지입니다.</translation>
  </message>
  <message>
   <extracomment>layers/locally_connected.py</extracomment>
   <source>%1: padding='same' goes with implementation 2 or 3, not with 1.</source>
   <translation>%1: padding='same'은 implementation이 2나 3일 때만 되고, 1일 때는 되지 않습니다.</translation>
  </message>
  <message>
   <extracomment>layers/locally_connected.py</extracomment>
   <source>Layer %1: all sizes must be known, the input is %2.</source>
   <translation>층 %1: 모든 크기가 정해져 있어야 하는데 입력은 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/lora.py</extracomment>
   <source>Layer %1: LoRA and a %2_constraint exclude each other; leave out one of them.</source>
   <translation>층 %1: LoRA와 %2_constraint는 함께 쓸 수 없으니 하나를 빼세요.</translation>
  </message>
  <message>
   <extracomment>layers/lora.py</extracomment>
   <source>Layer %1 is not built yet: call it, or its build(), before enable_lora().</source>
   <translation>층 %1: 아직 만들어지지 않았습니다. enable_lora() 전에 호출하거나 build()를 부르세요.</translation>
  </message>
  <message>
   <extracomment>layers/lora.py</extracomment>
   <source>Layer %1 has LoRA already; it can be enabled only once.</source>
   <translation>층 %1: 이미 LoRA가 있습니다. 한 번만 켤 수 있습니다.</translation>
  </message>
  <message>
   <extracomment>layers/lora.py</extracomment>
   <source>The %1 is made when the layer is built: call it, or its build(), first.</source>
   <translation>%1은(는) 층을 만들 때 생깁니다. 먼저 호출하거나 build()를 부르세요.</translation>
  </message>
  <message>
   <extracomment>layers/losses.py</extracomment>
   <source>add_metric: aggregation must be 'mean', got %1.</source>
   <translation>add_metric: aggregation은 'mean'이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/merging.py</extracomment>
   <source>Layer %1 must be called on a list of tensors, got a single one.</source>
   <translation>층 %1: 텐서의 목록에 호출해야 하는데 하나뿐입니다.</translation>
  </message>
  <message>
   <extracomment>layers/merging.py</extracomment>
   <source>Layer %1 needs at least %2 inputs, got %3.</source>
   <translation>층 %1: 입력이 적어도 %2개 필요한데 %3개입니다.</translation>
  </message>
  <message>
   <extracomment>layers/merging.py</extracomment>
   <source>Layer %1 takes %2 inputs, got %3.</source>
   <translation>층 %1: 입력은 %2개여야 하는데 %3개입니다.</translation>
  </message>
  <message>
   <extracomment>layers/merging.py</extracomment>
   <source>Layer %1 needs at least 1 input.</source>
   <translation>층 %1: 입력이 적어도 1개 필요합니다.</translation>
  </message>
  <message>
   <extracomment>layers/merging.py</extracomment>
   <source>Layer %1 cannot join shapes %2 along axis %3: all other sizes must be equal.</source>
   <translation>층 %1: 형태 %2을(를) %3번 축으로 이어 붙일 수 없습니다. 다른 크기는 모두 같아야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/merging.py</extracomment>
   <source>Layer %1 cannot join shapes %2: sizes must be equal or 1 on every axis.</source>
   <translation>층 %1: 형태 %2을(를) 합칠 수 없습니다. 모든 축에서 크기가 같거나 1이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>inputs of the shapes %1</source>
   <translation>형태가 %1인 입력들</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>it was built for %1; bring the input to that shape, or make a new layer for this one</source>
   <translation>%1에 맞추어 만들어졌습니다. 입력을 그 형태로 바꾸거나 이 형태에 맞는 새 층을 만드세요</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>does not know the argument %1</source>
   <translation>인수 %1을(를) 알지 못합니다</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>needs the argument %1</source>
   <translation>인수 %1이(가) 있어야 합니다</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>is given the argument %1 twice</source>
   <translation>인수 %1을(를) 두 번 받았습니다</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>is given too many positional arguments</source>
   <translation>이름 없는 인수가 너무 많습니다</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>Layer %1 cannot work on %2: %3.</source>
   <translation>층 %1: %2에는 쓸 수 없습니다: %3.</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>an input of shape %1</source>
   <translation>형태가 %1인 입력</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>look at the input shape in its description, and bring the input to it</source>
   <translation>설명에서 입력 형태를 보고 입력을 거기에 맞추세요</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>Layer %1 got None as its input: give it an array or a tensor.</source>
   <translation>층 %1: 입력이 None입니다. 배열이나 텐서를 주세요.</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>the text %1</source>
   <translation>텍스트 %1</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>Layer %1 wants an array with a batch axis, got %2: make it one, for example np.array([[1.0, 2.0]]).</source>
   <translation>층 %1: 배치 축이 있는 배열이어야 하는데 %2입니다: 예를 들어 np.array([[1.0, 2.0]])처럼 만드세요.</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>Layer %1 works on numbers, got texts: turn them into numbers first, for example by StringLookup or TextVectorization.</source>
   <translation>층 %1: 숫자로 일하는데 텍스트가 들어왔습니다: 예를 들어 StringLookup이나 TextVectorization으로 먼저 숫자로 바꾸세요.</translation>
  </message>
  <message>
   <extracomment>layers/misfits.py</extracomment>
   <source>Layer %1 works on numbers, got Python objects, such as rows of different lengths: bring them to one length, for example by keras.utils.pad_sequences.</source>
   <translation>층 %1: 숫자로 일하는데 길이가 다른 행 같은 Python 객체가 들어왔습니다: 예를 들어 keras.utils.pad_sequences로 길이를 맞추세요.</translation>
  </message>
  <message>
   <extracomment>layers/normalization.py</extracomment>
   <source>Layer %1: the mask must have one axis less than the input %2, its shape is %3.</source>
   <translation>층 %1: 마스크의 축은 입력 %2보다 하나 적어야 하는데 형태가 %3입니다.</translation>
  </message>
  <message>
   <extracomment>layers/placeholder.py</extracomment>
   <source>Layer %1 only stands for one of class %2 (%3): the network can be looked at, but nothing behind this layer can be computed.</source>
   <translation>층 %1은(는) %2 클래스의 층을 대신할 뿐입니다 (%3): 신경망을 볼 수는 있지만 이 층 뒤로는 아무것도 계산할 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/augmentation/base.py</extracomment>
   <source>%1: %2 must be a number or two numbers from %3 to %4, got %5.</source>
   <translation>%1: %2은(는) %3에서 %4까지의 숫자 하나나 둘이어야 하는데 %5입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/augmentation/base.py</extracomment>
   <source>%1: value_range must be two different numbers, got %2.</source>
   <translation>%1: value_range는 서로 다른 두 숫자여야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/augmentation/base.py</extracomment>
   <source>Layer %1 does not move bounding boxes: leave the key 'bounding_boxes' out.</source>
   <translation>층 %1: 경계 상자는 옮기지 않으니 'bounding_boxes' 키를 빼세요.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/augmentation/base.py</extracomment>
   <source>Layer %1 takes one image (3 axes) or a batch of them (4 axes), got %2.</source>
   <translation>층 %1: 이미지 하나(축 3개) 또는 그 배치(축 4개)여야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/augmentation/base.py</extracomment>
   <source>Layer %1 needs the key 'images' in a dict, got %2.</source>
   <translation>층 %1: 사전에 'images' 키가 필요한데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/augmentation/filters.py</extracomment>
   <source>RandomGaussianBlur: kernel_size must be one or two odd numbers, got %1.</source>
   <translation>RandomGaussianBlur: kernel_size는 홀수 하나나 둘이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/augmentation/mixing.py</extracomment>
   <source>RandomErasing: fill_value must be one number or three, got %1.</source>
   <translation>RandomErasing: fill_value는 숫자 하나나 셋이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/categories.py</extracomment>
   <source>%1: output_mode must be one of %2, got %3.</source>
   <translation>%1: output_mode는 다음 중 하나여야 합니다: %2. 지금은 %3입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/categories.py</extracomment>
   <source>%1: only dense tensors exist here; leave sparse and ragged out.</source>
   <translation>%1: 여기에는 밀집 텐서만 있으니 sparse와 ragged를 빼세요.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/encoding.py</extracomment>
   <source>CategoryEncoding: num_tokens must be at least 1, got %1.</source>
   <translation>CategoryEncoding: num_tokens는 1 이상이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/encoding.py</extracomment>
   <source>Layer %1: count_weights needs output_mode='count'.</source>
   <translation>층 %1: count_weights에는 output_mode='count'가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/encoding.py</extracomment>
   <source>Discretization needs either bin_boundaries or num_bins.</source>
   <translation>Discretization에는 bin_boundaries나 num_bins 가운데 하나가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/encoding.py</extracomment>
   <source>Layer %1: its summary of the data must have two rows of numbers.</source>
   <translation>층 %1: 데이터 요약은 숫자 두 행이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/encoding.py</extracomment>
   <source>Layer %1 was given its bin_boundaries: it has nothing to learn.</source>
   <translation>층 %1: bin_boundaries를 받았으므로 학습할 것이 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/encoding.py</extracomment>
   <source>Layer %1 knows no bins: call adapt(data) first, or give bin_boundaries.</source>
   <translation>층 %1: 아는 구간이 없습니다. 먼저 adapt(data)를 호출하거나 bin_boundaries를 주세요.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/hashing.py</extracomment>
   <source>%1: salt must be a whole number or two of them, got %2.</source>
   <translation>%1: salt는 정수 하나나 둘이어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/hashing.py</extracomment>
   <source>Hashing: num_bins must be at least 1, got %1.</source>
   <translation>Hashing: num_bins는 1 이상이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/hashing.py</extracomment>
   <source>Hashing: indices need dtype int32 or int64, got %1.</source>
   <translation>Hashing: 번호에는 dtype int32나 int64가 필요한데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/hashing.py</extracomment>
   <source>Layer %1 takes inputs of one shape (batch, 1), (batch,) or (), got %2.</source>
   <translation>층 %1: 입력들의 형태는 모두 (batch, 1), (batch,) 또는 ()여야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/hashing.py</extracomment>
   <source>Layer %1 takes a list of at least two inputs.</source>
   <translation>층 %1: 입력이 적어도 둘인 목록을 받습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/hashing.py</extracomment>
   <source>Layer %1 crosses texts and whole numbers, got %2.</source>
   <translation>층 %1: 텍스트와 정수를 교차하는데 %2이(가) 들어왔습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/images.py</extracomment>
   <source>Resizing: crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other.</source>
   <translation>Resizing: crop_to_aspect_ratio와 pad_to_aspect_ratio는 함께 쓸 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/lookup.py</extracomment>
   <source>StringLookup: vocabulary_dtype must be 'string'.</source>
   <translation>StringLookup: vocabulary_dtype은 'string'이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/lookup.py</extracomment>
   <source>IntegerLookup: salt needs oov_method='farmhash'.</source>
   <translation>IntegerLookup: salt에는 oov_method='farmhash'가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/lookup.py</extracomment>
   <source>IntegerLookup: %1 must be %2, got %3.</source>
   <translation>IntegerLookup: %1은(는) %2이어야 하는데 %3입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/pipeline.py</extracomment>
   <source>Pipeline takes a list of layers, got %1.</source>
   <translation>Pipeline은 층의 목록을 받는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/scaling.py</extracomment>
   <source>Normalization: mean and variance must be given together and in the same shape.</source>
   <translation>Normalization: mean과 variance는 함께, 같은 형태로 주어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/scaling.py</extracomment>
   <source>Normalization: mean has %1 axes, axis=%2 names %3 of the input.</source>
   <translation>Normalization: mean의 축은 %1개인데 axis=%2은(는) 입력의 축 %3개를 가리킵니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/scaling.py</extracomment>
   <source>Layer %1: axis=%2 is not among the axes of the input %3.</source>
   <translation>층 %1: axis=%2은(는) 입력 %3의 축이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/scaling.py</extracomment>
   <source>Layer %1: the sizes along axis=%2 must be known, the input is %3.</source>
   <translation>층 %1: axis=%2의 크기가 정해져 있어야 하는데 입력은 %3입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/scaling.py</extracomment>
   <source>Layer %1 was given its mean and variance: it has nothing to learn.</source>
   <translation>층 %1: 평균과 분산을 받았으므로 학습할 것이 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/scaling.py</extracomment>
   <source>Layer %1 cannot adapt: there is no data.</source>
   <translation>층 %1: adapt할 데이터가 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/scaling.py</extracomment>
   <source>Layer %1 is built for the input %2; the data has another shape.</source>
   <translation>층 %1: 입력 %2에 맞추어 만들어졌는데 데이터의 형태가 다릅니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/scaling.py</extracomment>
   <source>Rescaling: %1 must be a number or a list of numbers, got %2.</source>
   <translation>Rescaling: %1은(는) 숫자 하나 또는 숫자의 목록이어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/spectrograms.py</extracomment>
   <source>MelSpectrogram: fft_length must be at least sequence_length.</source>
   <translation>MelSpectrogram: fft_length는 sequence_length 이상이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/spectrograms.py</extracomment>
   <source>STFTSpectrogram: frame_step must be 1 to frame_length, got %1.</source>
   <translation>STFTSpectrogram: frame_step은 1에서 frame_length까지여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/spectrograms.py</extracomment>
   <source>STFTSpectrogram: fft_length must be at least frame_length.</source>
   <translation>STFTSpectrogram: fft_length는 frame_length 이상이어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/spectrograms.py</extracomment>
   <source>Layer %1 takes signals with 3 axes, got %2.</source>
   <translation>층 %1: 신호의 축은 3개여야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/text.py</extracomment>
   <source>TextVectorization: output_sequence_length needs output_mode='int'.</source>
   <translation>TextVectorization: output_sequence_length에는 output_mode='int'가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/text.py</extracomment>
   <source>TextVectorization: ragged tensors do not exist here; give output_sequence_length.</source>
   <translation>TextVectorization: 여기에는 ragged 텐서가 없으니 output_sequence_length를 주세요.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/text.py</extracomment>
   <source>TextVectorization: %1 must be %2, None or a function, got %3.</source>
   <translation>TextVectorization: %1은(는) %2, None 또는 함수여야 하는데 %3입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/text.py</extracomment>
   <source>Layer %1 takes texts of the shape (batch,) or (batch, 1), got %2.</source>
   <translation>층 %1: 텍스트의 형태는 (batch,) 또는 (batch, 1)이어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>%1: max_tokens must be greater than 1, got %2.</source>
   <translation>%1: max_tokens는 1보다 커야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>%1: pad_to_max_tokens needs max_tokens.</source>
   <translation>%1: pad_to_max_tokens에는 max_tokens가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>%1: num_oov_indices must be at least 0, got %2.</source>
   <translation>%1: num_oov_indices는 0 이상이어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>%1: invert needs output_mode='int'.</source>
   <translation>%1: invert에는 output_mode='int'가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>%1: idf_weights need output_mode='tf_idf'.</source>
   <translation>%1: idf_weights에는 output_mode='tf_idf'가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>Layer %1: idf_weights belong to output_mode='tf_idf', and it needs them.</source>
   <translation>층 %1: idf_weights는 output_mode='tf_idf'에 딸린 것이며 여기에 필요합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>Layer %1: the vocabulary is empty.</source>
   <translation>층 %1: 어휘가 비어 있습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>Layer %1: the vocabulary has %2 entries, max_tokens=%3.</source>
   <translation>층 %1: 어휘의 항목은 %2개인데 max_tokens=%3입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>Layer %1: there is no vocabulary file %2.</source>
   <translation>층 %1: 어휘 파일 %2이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>Layer %1 was given its vocabulary: it has nothing to learn.</source>
   <translation>층 %1: 어휘를 받았으므로 학습할 것이 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>Layer %1 has no vocabulary: call adapt(data) first, or give vocabulary.</source>
   <translation>층 %1: 어휘가 없습니다. 먼저 adapt(data)를 호출하거나 vocabulary를 주세요.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>Layer %1 has no idf_weights: call adapt(data) first, or give vocabulary and idf_weights.</source>
   <translation>층 %1: idf_weights가 없습니다. 먼저 adapt(data)를 호출하거나 vocabulary와 idf_weights를 주세요.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>%1: a config must hold its vocabulary, not the path of a file.</source>
   <translation>%1: config에는 파일의 경로가 아니라 어휘가 들어 있어야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>Layer %1: %2 tokens need as many idf_weights, the file has them in shape %3.</source>
   <translation>층 %1: 토큰 %2개에는 같은 수의 idf_weights가 필요한데 파일에 있는 것의 형태는 %3입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>Layer %1: %2 tokens need as many idf_weights, got shape %3.</source>
   <translation>층 %1: 토큰 %2개에는 같은 수의 idf_weights가 필요한데 형태가 %3입니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>Layer %1 does not know %2, and num_oov_indices=0 leaves no place for it.</source>
   <translation>층 %1: %2을(를) 모르고, num_oov_indices=0이라 넣을 자리가 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/preprocessing/vocabulary.py</extracomment>
   <source>in another place than at its beginning, where mask and unknown tokens stand.</source>
   <translation>마스크와 모르는 토큰이 서는 맨 앞이 아닌 다른 자리에.</translation>
  </message>
  <message>
   <extracomment>layers/recurrent/cell.py</extracomment>
   <source>Layer %1: the number of features must be known, a step's input is %2.</source>
   <translation>층 %1: 특성 수가 정해져 있어야 하는데 한 스텝의 입력은 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/recurrent/of_cell.py</extracomment>
   <source>%1: use_cudnn must be 'auto', True or False.</source>
   <translation>%1: use_cudnn은 'auto', True 또는 False여야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/recurrent/rnn.py</extracomment>
   <source>%1: cell must be a cell, or a list of cells, each with a method call(inputs, states) and an attribute state_size, got %2.</source>
   <translation>%1: cell은 call(inputs, states) 메서드와 state_size 속성이 있는 셀이거나 그 목록이어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/recurrent/rnn.py</extracomment>
   <source>Layer %1 keeps no states: make it with stateful=True.</source>
   <translation>층 %1: 상태를 두지 않습니다: stateful=True로 만드세요.</translation>
  </message>
  <message>
   <extracomment>layers/recurrent/rnn.py</extracomment>
   <source>Layer %1 has %2 states, got %3.</source>
   <translation>층 %1: 상태는 %2개인데 %3개를 받았습니다.</translation>
  </message>
  <message>
   <extracomment>layers/recurrent/rnn.py</extracomment>
   <source>Layer %1 has %2 states, initial_state has %3.</source>
   <translation>층 %1: 상태는 %2개인데 initial_state에는 %3개입니다.</translation>
  </message>
  <message>
   <extracomment>layers/recurrent/rnn.py</extracomment>
   <source>Layer %1 is stateful for batches of %2, got a batch of %3: use batch_size=%4 and a number of samples that it divides.</source>
   <translation>층 %1: 배치 크기 %2에 대해 상태를 두는데 배치가 %3입니다: batch_size=%4(으)로 하고 샘플 수가 그것으로 나누어떨어지게 하세요.</translation>
  </message>
  <message>
   <extracomment>layers/recurrent/rnn.py</extracomment>
   <source>Layer %1: stateful=True needs a known batch size; give the input as Input(batch_shape=(batch, steps, features)). It is %2.</source>
   <translation>층 %1: stateful=True에는 정해진 배치 크기가 필요합니다. 입력을 Input(batch_shape=(batch, steps, features))로 주세요. 지금은 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/recurrent/stacked.py</extracomment>
   <source>StackedRNNCells: every cell needs a method call(inputs, states) and an attribute state_size, %1 lacks one.</source>
   <translation>StackedRNNCells: 셀마다 call(inputs, states) 메서드와 state_size 속성이 필요한데 %1에는 하나가 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/renormalization.py</extracomment>
   <source>renorm_clipping takes %1, not %2.</source>
   <translation>renorm_clipping이 받는 것은 %1이고 %2은(는) 아닙니다.</translation>
  </message>
  <message>
   <extracomment>layers/renormalization.py</extracomment>
   <source>renorm_clipping: rmax must not be below rmin, got %1 and %2.</source>
   <translation>renorm_clipping: rmax는 rmin보다 작을 수 없는데 %1과(와) %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/renormalization.py</extracomment>
   <source>renorm_clipping: dmax must not be negative, got %1.</source>
   <translation>renorm_clipping: dmax는 음수일 수 없는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/reshaping.py</extracomment>
   <source>Permute: dims must hold each of 1 to %1 once, in the new order, got %2.</source>
   <translation>Permute: dims에는 1부터 %1까지가 새 순서로 한 번씩 있어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/spatial.py</extracomment>
   <source>a whole number &gt;= 0%1</source>
   <translation>0 이상의 정수%1</translation>
  </message>
  <message>
   <extracomment>layers/spatial.py</extracomment>
   <source>%1: %2 must be %3, got %4.</source>
   <translation>%1: %2에는 %3만 쓸 수 있습니다 (입력: %4).</translation>
  </message>
  <message>
   <extracomment>layers/spatial.py</extracomment>
   <source>, %1 of them, or %2 pairs</source>
   <translation>, 그 %1개 또는 %2쌍</translation>
  </message>
  <message>
   <extracomment>layers/spatial.py</extracomment>
   <source>or a pair of them</source>
   <translation>또는 그 쌍</translation>
  </message>
  <message>
   <extracomment>layers/spectral_normalization.py</extracomment>
   <source>SpectralNormalization: layer must be a layer such as Dense(3), got %1.</source>
   <translation>SpectralNormalization: layer는 Dense(3) 같은 층이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/spectral_normalization.py</extracomment>
   <source>Layer %1: %2 has neither a kernel nor embeddings.</source>
   <translation>층 %1: %2에 커널도 임베딩도 없습니다.</translation>
  </message>
  <message>
   <extracomment>layers/structures.py</extracomment>
   <source>batch_input_shape must be a tuple of sizes such as (None, 28, 28, 1), got %1.</source>
   <translation>batch_input_shape는 (None, 28, 28, 1) 같은 크기의 튜플이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/trial.py</extracomment>
   <source>What the call returns is no tensor of a fixed rank.</source>
   <translation>호출이 돌려주는 것이 축의 수가 정해진 텐서가 아닙니다.</translation>
  </message>
  <message>
   <extracomment>layers/weights.py</extracomment>
   <source>Layer %1 has %2 weights, got %3 arrays.</source>
   <translation>층 %1: 가중치는 %2개인데 배열이 %3개입니다.</translation>
  </message>
  <message>
   <extracomment>layers/weights.py</extracomment>
   <source>It is not built yet: call it, or its build(), first.</source>
   <translation>아직 만들어지지 않았습니다. 먼저 호출하거나 build()를 부르세요.</translation>
  </message>
  <message>
   <extracomment>layers/weights.py</extracomment>
   <source>Layer %1 has %2 variables, the file has %3.%4</source>
   <translation>층 %1: 변수는 %2개인데 파일에는 %3개입니다.%4</translation>
  </message>
  <message>
   <extracomment>layers/weights.py</extracomment>
   <source>Layer %1 has no weights yet: build it or call it on data first.</source>
   <translation>층 %1: 아직 가중치가 없습니다. 먼저 build하거나 데이터에 호출하세요.</translation>
  </message>
  <message>
   <extracomment>layers/weights.py</extracomment>
   <source>Layer %1: weight %2 has shape %3, got %4.</source>
   <translation>층 %1: 가중치 %2의 형태는 %3인데 %4이(가) 들어왔습니다.</translation>
  </message>
  <message>
   <extracomment>layers/wrappers.py</extracomment>
   <source>%1: %2 must be a layer, got %3.</source>
   <translation>%1: %2은(는) 층이어야 하는데 %3입니다.</translation>
  </message>
  <message>
   <extracomment>layers/wrappers.py</extracomment>
   <source>Layer %1: a mask of shape %2 does not fit the input %3; it must begin with %4.</source>
   <translation>층 %1: 형태가 %2인 마스크가 입력 %3에 맞지 않습니다. %4(으)로 시작해야 합니다.</translation>
  </message>
  <message>
   <extracomment>layers/wrappers.py</extracomment>
   <source>Layer %1: the input needs at least the axes (batch, steps, features), its shape is %2.</source>
   <translation>층 %1: 입력에는 적어도 (배치, 스텝, 특성) 축이 필요한데 형태가 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/wrappers.py</extracomment>
   <source>Bidirectional: one of layer and backward_layer must have go_backwards=True, the other False; both have %1.</source>
   <translation>Bidirectional: layer와 backward_layer 가운데 하나는 go_backwards=True, 다른 하나는 False여야 하는데 둘 다 %1입니다.</translation>
  </message>
  <message>
   <extracomment>layers/wrappers.py</extracomment>
   <source>Layer %1 keeps no states: make its layer with stateful=True.</source>
   <translation>층 %1: 상태를 두지 않습니다. 안의 층을 stateful=True로 만드세요.</translation>
  </message>
  <message>
   <extracomment>layers/wrappers.py</extracomment>
   <source>Bidirectional: layer must be a recurrent one with the attribute %1, got %2.</source>
   <translation>Bidirectional: layer는 %1 속성이 있는 순환 층이어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>layers/wrappers.py</extracomment>
   <source>Bidirectional: %1 is %2 in layer, but %3 in backward_layer.</source>
   <translation>Bidirectional: %1이(가) layer에서는 %2, backward_layer에서는 %3입니다.</translation>
  </message>
  <message>
   <extracomment>lookup.py</extracomment>
   <source>%1 must be given by its name, a config, a function or an instance, got %2 %3.</source>
   <translation>%1은(는) 이름, config, 함수 또는 인스턴스로 주어야 하는데 %2 %3입니다.</translation>
  </message>
  <message>
   <extracomment>lookup.py</extracomment>
   <source>%1 needs a 'class_name', got the keys %2.</source>
   <translation>%1에는 'class_name'이 필요한데 키는 %2입니다.</translation>
  </message>
  <message>
   <extracomment>losses/by_name.py</extracomment>
   <source>A loss must be a function or a Loss, got %1.</source>
   <translation>손실은 함수 또는 Loss여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>losses/ctc.py</extracomment>
   <source>ctc wants label numbers of shape (batch, labels) and outputs of shape (batch, steps, classes), got %1 and %2.</source>
   <translation>ctc에는 형태가 (배치, 레이블)인 레이블 번호와 (배치, 스텝, 클래스)인 출력이 필요한데 %1과(와) %2입니다.</translation>
  </message>
  <message>
   <extracomment>losses/loss.py</extracomment>
   <source>%1 must define call(y_true, y_pred).</source>
   <translation>%1: call(y_true, y_pred)을(를) 정의해야 합니다.</translation>
  </message>
  <message>
   <extracomment>losses/loss.py</extracomment>
   <source>sample_weight of shape %1 does not fit a loss of shape %2: give one weight per sample.</source>
   <translation>형태가 %1인 sample_weight가 형태가 %2인 손실에 맞지 않습니다. 샘플마다 가중치 하나를 주세요.</translation>
  </message>
  <message>
   <extracomment>losses/loss.py</extracomment>
   <source>%1 compares targets with outputs element by element: the outputs have shape %2, the targets %3. Give targets of the output's shape; class numbers go with sparse_categorical_crossentropy.</source>
   <translation>%1은(는) 목표와 출력을 원소끼리 비교합니다. 출력의 형태는 %2, 목표의 형태는 %3입니다. 목표를 출력의 형태로 주세요. 클래스 번호에는 sparse_categorical_crossentropy를 씁니다.</translation>
  </message>
  <message>
   <extracomment>losses/loss.py</extracomment>
   <source>The targets must be numbers, got text such as %1: number the classes first, for example with numpy.unique(labels, return_inverse=True).</source>
   <translation>목표는 숫자여야 하는데 %1 같은 텍스트입니다: 예를 들어 numpy.unique(labels, return_inverse=True)로 먼저 클래스에 번호를 매기세요.</translation>
  </message>
  <message>
   <extracomment>losses/loss.py</extracomment>
   <source>The targets cannot be read as numbers: %1.</source>
   <translation>목표를 숫자로 읽을 수 없습니다: %1.</translation>
  </message>
  <message>
   <extracomment>losses/probability.py</extracomment>
   <source>from_logits=True, but the outputs have gone through %1: leave one of the two out.</source>
   <translation>from_logits=True인데 출력이 이미 %1을(를) 거쳤습니다. 둘 중 하나를 빼세요.</translation>
  </message>
  <message>
   <extracomment>losses/probability.py</extracomment>
   <source>%1 with a single output is always 0: use binary_crossentropy for two classes, or two outputs.</source>
   <translation>출력이 하나인 %1은(는) 언제나 0입니다. 클래스가 둘이면 binary_crossentropy를 쓰거나 출력을 둘로 하세요.</translation>
  </message>
  <message>
   <extracomment>losses/similarity.py</extracomment>
   <source>circle wants one class number per row of vectors, got %1 numbers for outputs of shape %2.</source>
   <translation>circle에는 벡터의 행마다 클래스 번호 하나가 필요한데, 형태가 %2인 출력에 번호가 %1개입니다.</translation>
  </message>
  <message>
   <extracomment>metrics/__init__.py</extracomment>
   <source>A metric must be a function or a Metric, got %1.</source>
   <translation>지표는 함수 또는 Metric이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>metrics/accuracy.py</extracomment>
   <source>Accuracy compares equal values, but the targets have the shape %1 and the outputs %2: for classes and their probabilities use metrics=['accuracy'].</source>
   <translation>Accuracy는 같은 값인지 비교하는데 목표의 형태는 %1, 출력의 형태는 %2입니다. 클래스와 그 확률에는 metrics=['accuracy']를 쓰세요.</translation>
  </message>
  <message>
   <extracomment>metrics/accuracy.py</extracomment>
   <source>categorical_accuracy wants one-hot targets of the output's shape %1, got %2; for class numbers use sparse_categorical_accuracy, or simply 'accuracy'.</source>
   <translation>categorical_accuracy에는 출력의 형태 %1과(와) 같은 원-핫 목표가 필요한데 %2입니다. 클래스 번호에는 sparse_categorical_accuracy를 쓰거나 그냥 'accuracy'를 쓰세요.</translation>
  </message>
  <message>
   <extracomment>metrics/accuracy.py</extracomment>
   <source>sparse_categorical_accuracy wants one class number per sample for outputs of shape %1, got targets of shape %2; for one-hot targets use categorical_accuracy, or simply 'accuracy'.</source>
   <translation>sparse_categorical_accuracy에는 형태가 %1인 출력의 샘플마다 클래스 번호 하나가 필요한데 목표의 형태가 %2입니다. 원-핫 목표에는 categorical_accuracy를 쓰거나 그냥 'accuracy'를 쓰세요.</translation>
  </message>
  <message>
   <extracomment>metrics/auc.py</extracomment>
   <source>AUC(multi_label=True) wants the shape (samples, labels), got %1.</source>
   <translation>AUC(multi_label=True)에는 (샘플, 레이블) 형태가 필요한데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>metrics/confusion.py</extracomment>
   <source>Counting decisions wants targets of the output's shape %1, got %2; for class numbers use to_categorical first.</source>
   <translation>판정을 세려면 목표의 형태가 출력의 형태 %1과(와) 같아야 하는데 %2입니다. 클래스 번호에는 먼저 to_categorical을 쓰세요.</translation>
  </message>
  <message>
   <extracomment>metrics/confusion.py</extracomment>
   <source>thresholds must lie between 0 and 1, got %1.</source>
   <translation>thresholds는 0과 1 사이여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>metrics/confusion.py</extracomment>
   <source>class_id needs outputs of shape (samples, classes), got %1.</source>
   <translation>class_id에는 (샘플, 클래스) 형태의 출력이 필요한데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>metrics/f_score.py</extracomment>
   <source>%1 wants targets and predictions of shape (samples, classes), got %2 and %3; for class numbers use to_categorical first.</source>
   <translation>%1: 목표와 예측의 형태가 (샘플, 클래스)여야 하는데 %2과(와) %3입니다. 클래스 번호에는 먼저 to_categorical을 쓰세요.</translation>
  </message>
  <message>
   <extracomment>metrics/metric.py</extracomment>
   <source>%1 must define update_state.</source>
   <translation>%1: update_state를 정의해야 합니다.</translation>
  </message>
  <message>
   <extracomment>metrics/metric.py</extracomment>
   <source>%1 must define result.</source>
   <translation>%1: result를 정의해야 합니다.</translation>
  </message>
  <message>
   <extracomment>metrics/of_keras2.py</extracomment>
   <source>MeanTensor has values of shape %1 so far and got %2: give arrays of one shape, or call reset_state() and make a new metric.</source>
   <translation>MeanTensor의 값은 지금까지 형태가 %1인데 %2이(가) 들어왔습니다. 형태가 같은 배열을 주거나, reset_state()를 호출하고 새 지표를 만드세요.</translation>
  </message>
  <message>
   <extracomment>metrics/of_keras2.py</extracomment>
   <source>MeanTensor has no values yet: call update_state(values) before result().</source>
   <translation>MeanTensor에 아직 값이 없습니다. result() 전에 update_state(values)를 호출하세요.</translation>
  </message>
  <message>
   <extracomment>metrics/of_keras2.py</extracomment>
   <source>MeanRelativeError: targets of shape %1 do not fit predictions of %2: give one target for each prediction.</source>
   <translation>MeanRelativeError: 형태가 %1인 목표가 %2인 예측에 맞지 않습니다. 예측마다 목표 하나를 주세요.</translation>
  </message>
  <message>
   <extracomment>metrics/reduction.py</extracomment>
   <source>sample_weight of shape %1 does not fit values of shape %2: give one weight per sample.</source>
   <translation>형태가 %1인 sample_weight가 형태가 %2인 값에 맞지 않습니다. 샘플마다 가중치 하나를 주세요.</translation>
  </message>
  <message>
   <extracomment>metrics/regression.py</extracomment>
   <source>R2Score wants targets and outputs of one shape (samples, outputs), got %1 and %2.</source>
   <translation>R2Score에는 목표와 출력의 형태가 모두 (샘플, 출력)이어야 하는데 %1과(와) %2입니다.</translation>
  </message>
  <message>
   <extracomment>metrics/segmentation.py</extracomment>
   <source>target_class_ids must lie below the %1 classes, got %2.</source>
   <translation>target_class_ids는 클래스 %1개의 번호 안에 있어야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>models/architecture.py</extracomment>
   <source>Layer %1 (%2): %3</source>
   <translation>층 %1 (%2): %3</translation>
  </message>
  <message>
   <extracomment>models/architecture.py</extracomment>
   <source>The model has a cycle through %1.</source>
   <translation>모델에 %1을(를) 지나는 순환이 있습니다.</translation>
  </message>
  <message>
   <extracomment>models/architecture.py</extracomment>
   <source>Model %1 has no %2.</source>
   <translation>모델 %1: %2이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/architecture.py</extracomment>
   <source>it follows a layer that is not known</source>
   <translation>알 수 없는 층의 뒤에 있습니다</translation>
  </message>
  <message>
   <extracomment>models/architecture.py</extracomment>
   <source>Layer %1 wants output %2 of %3, which does not give it.</source>
   <translation>층 %1이(가) %3의 %2번 출력을 쓰는데 그 출력을 내지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/architecture.py</extracomment>
   <source>Output %1 of %2 is to be one of the model's, but it does not give it.</source>
   <translation>%2의 출력 %1을(를) 모델의 출력으로 쓰려 하지만 그런 출력이 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/architecture.py</extracomment>
   <source>its call fails: %1: %2</source>
   <translation>이 층을 부르다가 오류가 났습니다: %1: %2</translation>
  </message>
  <message>
   <extracomment>models/compilation.py</extracomment>
   <source>compile() has no argument %1.</source>
   <translation>compile()에는 인수 %1이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/compilation.py</extracomment>
   <source>Model %1 must be compiled before %2: call model.compile(optimizer=..., loss=...) first.</source>
   <translation>모델 %1: %2 전에 컴파일해야 합니다. 먼저 model.compile(optimizer=..., loss=...)을 호출하세요.</translation>
  </message>
  <message>
   <extracomment>models/compiled.py</extracomment>
   <source>metrics.%1() compares no targets with predictions, so it says nothing of a model: use metrics=['accuracy'], or update %2() with the loss in a loop of your own.</source>
   <translation>metrics.%1()은 목표와 예측을 비교하지 않으므로 모델에 대해 아무것도 알려 주지 않습니다: metrics=['accuracy']를 쓰거나, 직접 만든 반복문에서 %2()에 손실을 넣으세요.</translation>
  </message>
  <message>
   <extracomment>models/compiled.py</extracomment>
   <source>%1 names the output %2; the outputs are %3.</source>
   <translation>%1에 출력 %2이(가) 적혀 있는데 출력은 %3입니다.</translation>
  </message>
  <message>
   <extracomment>models/compiled.py</extracomment>
   <source>%1 has %2 entries, but the model has %3 outputs.</source>
   <translation>%1의 항목은 %2개인데 모델의 출력은 %3개입니다.</translation>
  </message>
  <message>
   <extracomment>models/compiled.py</extracomment>
   <source>loss has %1 entries, but the model has %2 outputs.</source>
   <translation>loss의 항목은 %1개인데 모델의 출력은 %2개입니다.</translation>
  </message>
  <message>
   <extracomment>models/compiled.py</extracomment>
   <source>loss_weights has %1 entries, but loss has %2.</source>
   <translation>loss_weights의 항목은 %1개인데 loss는 %2개입니다.</translation>
  </message>
  <message>
   <extracomment>models/compiled.py</extracomment>
   <source>The model has %1 outputs, but the data have %2 targets.</source>
   <translation>모델의 출력은 %1개인데 데이터의 목표는 %2개입니다.</translation>
  </message>
  <message>
   <extracomment>models/compiled.py</extracomment>
   <source>The loss needs targets, but the data have none: give y as well.</source>
   <translation>손실에는 목표가 필요한데 데이터에 없습니다: y도 주세요.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>A batch must be x, (x, y) or (x, y, sample_weight), got %1 parts.</source>
   <translation>배치는 x, (x, y) 또는 (x, y, sample_weight)여야 하는데 %1부분입니다.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>No data were given: x is None.</source>
   <translation>데이터가 없습니다: x가 None입니다.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>Data must be arrays or something that yields batches, got %1.</source>
   <translation>데이터는 배열이거나 배치를 내는 것이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>y must not be given where x yields batches: they hold the targets.</source>
   <translation>x가 배치를 내면 y를 따로 주지 않습니다. 배치에 목표가 들어 있습니다.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>validation_split must lie between 0 and 1, got %1.</source>
   <translation>validation_split은 0과 1 사이여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>%1 samples cannot be split with validation_split=%2: one part would be empty.</source>
   <translation>샘플 %1개를 validation_split=%2(으)로 나눌 수 없습니다. 한쪽이 비게 됩니다.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>%1 must hold numbers, got values of type %2: turn text into numbers first, for example labels into class indices.</source>
   <translation>%1: 숫자여야 하는데 값의 종류가 %2입니다. 텍스트는 먼저 숫자로, 예를 들어 레이블은 클래스 번호로 바꾸세요.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>%1 must have at least one axis, the samples; got a single number.</source>
   <translation>%1: 적어도 샘플의 축 하나가 있어야 하는데 숫자 하나뿐입니다.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>batch_size must be at least 1, got %1.</source>
   <translation>batch_size는 1 이상이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>All data must have the same number of samples, got %1.</source>
   <translation>모든 데이터의 샘플 수가 같아야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>The data are empty: at least one sample is needed.</source>
   <translation>데이터가 비어 있습니다. 샘플이 적어도 하나 필요합니다.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>class_weight needs targets: give y as well.</source>
   <translation>class_weight에는 목표가 필요합니다: y도 주세요.</translation>
  </message>
  <message>
   <extracomment>models/data_adapter.py</extracomment>
   <source>The data ran out: nothing yields batches any more.</source>
   <translation>데이터가 다 떨어졌습니다. 더 이상 배치를 내는 것이 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is a checkpoint of weights alone: open the model of its network, and load them into it</source>
   <translation>가중치만 담은 체크포인트입니다. 그 신경망의 모델을 열고 가중치를 불러오세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is no model file of a kind that is known: HDF5, .keras, SavedModel, JSON or YAML</source>
   <translation>아는 종류의 모델 파일이 아닙니다: HDF5, .keras, SavedModel, JSON 또는 YAML</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>a whole model, Keras 3's archive</source>
   <translation>모델 전체, Keras 3의 파일</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>weights alone, Keras 3's layout</source>
   <translation>가중치만, Keras 3의 배치</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>a whole model, the legacy layout</source>
   <translation>모델 전체, 옛 배치</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>the architecture</source>
   <translation>구조</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>a network for programs that run ONNX</source>
   <translation>ONNX를 실행하는 프로그램을 위한 신경망</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>Python code that builds the model with Keras</source>
   <translation>Keras로 모델을 만드는 Python 코드</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>a SavedModel folder</source>
   <translation>SavedModel 폴더</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is Python code, and code in a file is never run: open the model that it was made from</source>
   <translation>Python 코드이며, 파일에 든 코드는 실행하지 않습니다. 이 코드를 만든 모델을 여세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is an ONNX network, which is written here and not read: open the model that it was made from</source>
   <translation>ONNX 신경망이며, 여기서는 쓰기만 하고 읽지는 않습니다. 이것을 만든 모델을 여세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is a network of TensorFlow Lite, which does not keep the layers of Keras: open the model it is from</source>
   <translation>TensorFlow Lite 신경망이며, Keras의 층을 담고 있지 않습니다. 이것을 만든 모델을 여세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is a graph of TensorFlow without the layers of Keras: open the folder or file of the model it is from</source>
   <translation>Keras의 층이 없는 TensorFlow 그래프입니다. 이것을 만든 모델의 폴더나 파일을 여세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is a file of PyTorch, which holds code: save the model with Keras</source>
   <translation>코드가 든 PyTorch 파일입니다. 모델을 Keras로 저장하세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is a pickle, which holds code: save the model with Keras</source>
   <translation>코드가 든 피클 파일입니다. 모델을 Keras로 저장하세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>holds arrays alone, and no network: open the model that they belong to</source>
   <translation>배열만 있고 네트워크는 없습니다. 그 배열이 속한 모델을 여세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>holds numbers alone: open the model that they belong to, for TensorFlow.js the model.json beside it</source>
   <translation>숫자만 들어 있습니다. 그 숫자가 속한 모델을 여세요. TensorFlow.js라면 옆에 있는 model.json입니다</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is a pointer of Git LFS in place of the model: fetch the file itself with git lfs pull</source>
   <translation>모델이 아니라 Git LFS의 포인터입니다. git lfs pull로 파일 자체를 받으세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is a page of the web in place of the model: download the file itself</source>
   <translation>모델이 아니라 웹 페이지입니다. 파일 자체를 내려받으세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>begins with a comment, and JSON has none: delete it</source>
   <translation>주석으로 시작하는데 JSON에는 주석이 없습니다: 주석을 지우세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>what to write is not known from the ending %1: use %2</source>
   <translation>확장자 %1(으)로는 무엇을 쓸지 알 수 없습니다. 다음을 쓰세요: %2</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is empty</source>
   <translation>비어 있습니다</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>is a folder without a model of Keras in it: choose the file of the model</source>
   <translation>Keras 모델이 들어 있지 않은 폴더입니다. 모델 파일을 고르세요</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>This is no Keras model, but a layer alone, of the class %1.</source>
   <translation>Keras 모델이 아니라 클래스 %1의 층 하나뿐입니다.</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>describes a model that does not fit into the memory</source>
   <translation>담긴 모델이 메모리에 들어가지 않습니다</translation>
  </message>
  <message>
   <extracomment>models/formats.py</extracomment>
   <source>cannot be written: %1</source>
   <translation>쓸 수 없습니다: %1</translation>
  </message>
  <message>
   <extracomment>models/functional.py</extracomment>
   <source>A functional model needs at least one symbolic input and one symbolic output.</source>
   <translation>함수형 모델에는 심볼릭 입력과 심볼릭 출력이 적어도 하나씩 필요합니다.</translation>
  </message>
  <message>
   <extracomment>models/functional.py</extracomment>
   <source>A model's input must be a symbolic tensor that comes from Input().</source>
   <translation>모델의 입력은 Input()에서 온 심볼릭 텐서여야 합니다.</translation>
  </message>
  <message>
   <extracomment>models/functional.py</extracomment>
   <source>Model %1 has %2 inputs (%3), got %4 tensors.</source>
   <translation>모델 %1: 입력은 %2개(%3)인데 텐서가 %4개입니다.</translation>
  </message>
  <message>
   <extracomment>models/functional.py</extracomment>
   <source>Input %1 of model %2 expects shape %3, got data of shape %4: bring the data into that shape, or change the shape of the Input.</source>
   <translation>모델 %2의 입력 %1: 형태 %3을(를) 기대하는데 데이터의 형태는 %4입니다. 데이터를 그 형태로 바꾸거나 Input의 형태를 바꾸세요.</translation>
  </message>
  <message>
   <extracomment>models/functional.py</extracomment>
   <source>Two layers of model %1 are called %2: give one another name.</source>
   <translation>모델 %1: 층 둘의 이름이 %2(으)로 같습니다. 하나에 다른 이름을 주세요.</translation>
  </message>
  <message>
   <extracomment>models/functional.py</extracomment>
   <source>Model %1 has the inputs %2; %3 is missing from the data.</source>
   <translation>모델 %1의 입력은 %2인데 데이터에 %3이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/functional.py</extracomment>
   <source>x must hold %1 for model %2, got values of type %3: turn text into numbers first, or give the Input dtype='string' and a layer that does it.</source>
   <translation>모델 %2의 x에는 %1이(가) 들어 있어야 하는데 값의 종류가 %3입니다. 먼저 텍스트를 숫자로 바꾸거나, Input에 dtype='string'과 그 일을 하는 층을 주세요.</translation>
  </message>
  <message>
   <extracomment>models/mistakes.py</extracomment>
   <source>The last layer %1</source>
   <translation>마지막 층 %1</translation>
  </message>
  <message>
   <extracomment>models/mistakes.py</extracomment>
   <source>%1 has one unit with softmax, which is always 1: use sigmoid for two classes.</source>
   <translation>%1: 유닛이 하나인데 softmax라서 언제나 1입니다. 클래스가 둘이면 sigmoid를 쓰세요.</translation>
  </message>
  <message>
   <extracomment>models/mistakes.py</extracomment>
   <source>%1 must be a whole number from %2 up, got %3.</source>
   <translation>%1은(는) %2 이상의 정수여야 하는데 %3입니다.</translation>
  </message>
  <message>
   <extracomment>models/mistakes.py</extracomment>
   <source>%1 has no activation, but %2 compares probabilities: give it activation=%3, or the loss from_logits=True.</source>
   <translation>%1에 활성화가 없는데 %2은(는) 확률을 비교합니다: activation=%3을(를) 주거나 손실에 from_logits=True를 주세요.</translation>
  </message>
  <message>
   <extracomment>models/mistakes.py</extracomment>
   <source>%1 holds NaN in %2 of %3 values, first in sample %4: the loss becomes NaN and nothing is learnt; remove these samples or put numbers in their place.</source>
   <translation>%1의 값 %3개 가운데 %2개가 NaN이고 처음 것은 샘플 %4에 있습니다. 손실이 NaN이 되어 아무것도 학습하지 못합니다. 이 샘플들을 빼거나 숫자로 채우세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/calls.py</extracomment>
   <source>the operation %1 (%2)</source>
   <translation>연산 %1 (%2)</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/calls.py</extracomment>
   <source>%1 (%2) in %3</source>
   <translation>%3 안의 %1 (%2)</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/calls.py</extracomment>
   <source>model %1 is not built: give it an Input first</source>
   <translation>모델 %1이(가) 만들어지지 않았습니다. 먼저 Input을 넣으세요</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/calls.py</extracomment>
   <source>%1 keeps states from batch to batch, which ONNX cannot: make it with stateful=False.</source>
   <translation>%1: 배치에서 배치로 상태를 두는데 ONNX는 할 수 없습니다. stateful=False로 만드세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/calls.py</extracomment>
   <source>%1 is called with a mask that is not written as ONNX.</source>
   <translation>%1: ONNX로 쓰지 않는 마스크로 호출됩니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/calls.py</extracomment>
   <source>%1 (Concatenate) joins masks in a way that is not written as ONNX.</source>
   <translation>%1 (Concatenate): ONNX로 쓰지 않는 방식으로 마스크를 잇습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/calls.py</extracomment>
   <source>%1 is no recurrent layer that is written as ONNX.</source>
   <translation>%1: ONNX로 쓸 수 있는 순환 층이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/following.py</extracomment>
   <source>%1: the operation %2</source>
   <translation>%1: 연산 %2</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/following.py</extracomment>
   <source>%1 has no counterpart among the operators of ONNX.</source>
   <translation>%1: ONNX의 연산자 중에 맞는 것이 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/following.py</extracomment>
   <source>%1 takes a setting from a tensor, which is not written as ONNX.</source>
   <translation>%1: 텐서에서 설정을 가져오는데, 이것은 ONNX로 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/following.py</extracomment>
   <source>%1 makes a tensor in a way that the operators of ONNX cannot follow.</source>
   <translation>%1: ONNX의 연산자가 따라갈 수 없는 방식으로 텐서를 만듭니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/following.py</extracomment>
   <source>%1 computes with the values themselves, which the operators of ONNX cannot follow (%2).</source>
   <translation>%1: 값 자체로 계산하므로 ONNX의 연산자가 따라갈 수 없습니다 (%2).</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/framing.py</extracomment>
   <source>%1 (%2) resizes by %3 by its own code.</source>
   <translation>%1(%2): %3 방식의 크기 조절은 자체 코드로 합니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/framing.py</extracomment>
   <source>%1 (Resizing) takes one image of an open size: give it batches of them.</source>
   <translation>%1(Resizing): 크기가 정해지지 않은 그림을 한 장만 받습니다. 배치로 주세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/framing.py</extracomment>
   <source>%1 (RandomCrop) takes one picture of an open size: give it batches of them.</source>
   <translation>%1(RandomCrop): 크기가 정해지지 않은 그림을 한 장만 받습니다. 배치로 주세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/framing.py</extracomment>
   <source>%1 (CenterCrop) needs images of a known size, at least its own.</source>
   <translation>%1 (CenterCrop): 크기가 정해져 있고 자신의 크기 이상인 이미지가 필요합니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/functions.py</extracomment>
   <source>%1 has an activation that ONNX has no operator for: %2.</source>
   <translation>%1: ONNX에 연산자가 없는 활성화 함수가 있습니다: %2.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/graph.py</extracomment>
   <source>%1 needs sizes that are known: give its Input a shape without None.</source>
   <translation>%1: 크기가 정해져 있어야 합니다. Input에 None 없는 형태를 주세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/graph.py</extracomment>
   <source>Texts cannot become numbers in ONNX, nor numbers texts.</source>
   <translation>ONNX에서는 글이 수가 될 수 없고 수도 글이 될 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/lookup.py</extracomment>
   <source>%1 has no vocabulary: call adapt(data) first, or give vocabulary.</source>
   <translation>%1: 어휘가 없습니다. 먼저 adapt(data)를 호출하거나 vocabulary를 주세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/lookup.py</extracomment>
   <source>%1 refuses what it does not know, which ONNX cannot: give num_oov_indices=1.</source>
   <translation>%1: 모르는 것을 거부하는데 ONNX는 할 수 없습니다. num_oov_indices=1을 주세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/lookup.py</extracomment>
   <source>%1 spreads what it does not know by the bytes of texts, which no operator of ONNX can see: give num_oov_indices=1.</source>
   <translation>%1: 모르는 것을 텍스트의 바이트로 나누는데, ONNX의 어떤 연산자도 바이트를 볼 수 없습니다. num_oov_indices=1을 주세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/lookup.py</extracomment>
   <source>%1 (%2) has no idf_weights: call adapt(data) first.</source>
   <translation>%1 (%2): idf_weights가 없습니다. 먼저 adapt(data)를 호출하세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/lookup.py</extracomment>
   <source>%1 (%2) hashes texts, whose bytes no operator of ONNX can see: look them up by StringLookup, or hash whole numbers.</source>
   <translation>%1 (%2): 텍스트를 해시하는데, ONNX의 어떤 연산자도 그 바이트를 볼 수 없습니다. StringLookup으로 찾거나 정수를 해시하세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/loops.py</extracomment>
   <source>A loop gives tensors with other axes than it takes, which is not written as ONNX.</source>
   <translation>반복이 받는 것과 축이 다른 텐서를 내는데, 이것은 ONNX로 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/model.py</extracomment>
   <source>cannot be written: its weights are more than the 2 GiB that an ONNX file can hold</source>
   <translation>쓸 수 없습니다. 가중치가 ONNX 파일이 담을 수 있는 2 GiB보다 큽니다</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/model.py</extracomment>
   <source>%1 (%2) runs code of its own: tell the shapes of its inputs by input_signature=[keras.InputSpec(shape)]</source>
   <translation>%1 (%2): 자체 코드를 실행합니다. input_signature=[keras.InputSpec(shape)]로 입력의 형태를 알려 주세요</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/model.py</extracomment>
   <source>is not written, for the package 'onnx' is missing: install it by pip install onnx</source>
   <translation>쓰지 못했습니다. 'onnx' 패키지가 없습니다: pip install onnx로 설치하세요</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/plain.py</extracomment>
   <source>%1 (Discretization) knows no bins: call adapt(data) first.</source>
   <translation>%1 (Discretization): 구간을 모릅니다. 먼저 adapt(data)를 호출하세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/arrays.py</extracomment>
   <source>%1 picks by arrays that do not stand side by side, which is not written as ONNX.</source>
   <translation>%1: 나란히 있지 않은 배열들로 고르는데, 이것은 ONNX로 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/arrays.py</extracomment>
   <source>%1 takes along no axis, which is not written as ONNX.</source>
   <translation>%1: 축 없이 가져오는데, 이것은 ONNX로 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/arrays.py</extracomment>
   <source>%1 takes by indices of another shape, which is not written as ONNX.</source>
   <translation>%1: 형태가 다른 인덱스로 가져오는데, 이것은 ONNX로 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/arrays.py</extracomment>
   <source>%1 has several constants at its borders, which ONNX has not.</source>
   <translation>%1: 테두리에 상수가 여럿 있는데 ONNX에는 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/arrays.py</extracomment>
   <source>%1 writes to one place several times, which is not written as ONNX.</source>
   <translation>%1: 한 자리에 여러 번 쓰는데, 이것은 ONNX로 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/arrays.py</extracomment>
   <source>%1 picks by a table of truth values, which is not written as ONNX.</source>
   <translation>%1: 참거짓 표로 고르는데, 이것은 ONNX로 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/call.py</extracomment>
   <source>%1 takes from a tensor what ONNX has to know before.</source>
   <translation>%1: ONNX가 미리 알아야 하는 것을 텐서에서 가져옵니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/draws.py</extracomment>
   <source>Drawing whole numbers from %1 to %2 is not written as ONNX: there are too many.</source>
   <translation>%1부터 %2까지의 정수를 뽑는 것은 ONNX로 쓰지 않습니다: 수가 너무 많습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/order.py</extracomment>
   <source>%1 has a method that is not written as ONNX.</source>
   <translation>%1: ONNX로 쓰지 않는 방법입니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/pictures.py</extracomment>
   <source>%1 moves each image of a batch in a way of its own, which is not written as ONNX.</source>
   <translation>%1: 배치의 이미지마다 다르게 옮기는데, 이것은 ONNX로 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/places.py</extracomment>
   <source>%1 writes by a key that is not written as ONNX.</source>
   <translation>%1: ONNX로 쓰지 않는 키로 씁니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/places.py</extracomment>
   <source>%1 writes by arrays and slices at once, which is not written as ONNX.</source>
   <translation>%1: 배열과 슬라이스로 한꺼번에 쓰는데, 이것은 ONNX로 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/primitives/signals.py</extracomment>
   <source>%1 transforms signals that are too long for a table of it in a file.</source>
   <translation>%1: 신호가 너무 길어 변환표를 파일에 넣을 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/recurrent.py</extracomment>
   <source>%1 drops states while training, which is not written as ONNX: call it without.</source>
   <translation>%1: 학습 중에 상태를 떨어뜨리는데, 이것은 ONNX로 쓰지 않습니다. 그것 없이 호출하세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/recurrent.py</extracomment>
   <source>%1 runs a cell of yours as in training, which is not written as ONNX.</source>
   <translation>%1: 직접 만든 셀을 학습할 때처럼 실행하는데, 이것은 ONNX로 쓰지 않습니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/scanning.py</extracomment>
   <source>%1 begins with states that are not one for each sample.</source>
   <translation>%1: 표본마다 하나씩이 아닌 상태로 시작합니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/texts.py</extracomment>
   <source>%1 prepares texts by a function of yours, which ONNX cannot run: give standardize and split by name.</source>
   <translation>%1: 직접 만든 함수로 텍스트를 준비하는데, ONNX는 그것을 실행할 수 없습니다. standardize와 split을 이름으로 주세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/texts.py</extracomment>
   <source>%1 cuts texts into characters, which ONNX can only do up to a length: give output_mode='int', no ngrams, and an output_sequence_length of at most %2.</source>
   <translation>%1: 텍스트를 글자로 나누는데, ONNX는 어느 길이까지만 할 수 있습니다. output_mode='int'와 %2 이하의 output_sequence_length를 주고 ngrams는 주지 마세요.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/texts.py</extracomment>
   <source>%1 needs to know how many texts a sample has.</source>
   <translation>%1: 한 샘플에 텍스트가 몇 개인지 알아야 합니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/tones.py</extracomment>
   <source>%1 (%2) needs pictures of a known size.</source>
   <translation>%1 (%2): 사진의 크기를 알아야 합니다.</translation>
  </message>
  <message>
   <extracomment>models/onnx_export/values.py</extracomment>
   <source>A call gives another number of tensors than it told, which cannot be followed.</source>
   <translation>호출이 말한 것과 다른 개수의 텐서를 주어 따라갈 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/sequential.py</extracomment>
   <source>Sequential.add takes layers, got %1.</source>
   <translation>Sequential.add는 층을 받는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>models/sequential.py</extracomment>
   <source>Model %1 has a layer %2 already: give this one another name.</source>
   <translation>모델 %1에는 이미 층 %2이(가) 있습니다. 이 층에 다른 이름을 주세요.</translation>
  </message>
  <message>
   <extracomment>models/sequential.py</extracomment>
   <source>Model %1 has its input already; Input must come first.</source>
   <translation>모델 %1에는 이미 입력이 있습니다. Input은 맨 앞에 와야 합니다.</translation>
  </message>
  <message>
   <extracomment>models/sequential.py</extracomment>
   <source>Model %1 has no layers to remove.</source>
   <translation>모델 %1에는 없앨 층이 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/sequential.py</extracomment>
   <source>Model %1 has no layers: add some before building it.</source>
   <translation>모델 %1에 층이 없습니다. 만들기 전에 넣으세요.</translation>
  </message>
  <message>
   <extracomment>models/sequential.py</extracomment>
   <source>Model %1 has no %2 yet: give it an Input first, build it, or call it on data.</source>
   <translation>모델 %1에는 아직 %2이(가) 없습니다. 먼저 Input을 넣거나 build하거나 데이터에 호출하세요.</translation>
  </message>
  <message>
   <extracomment>models/sequential.py</extracomment>
   <source>Model %1 needs one input shape with the batch, got %2.</source>
   <translation>모델 %1에는 배치를 포함한 입력 형태 하나가 필요한데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>models/trainer.py</extracomment>
   <source>validation_freq must be a number of epochs or a list of epochs, got %1.</source>
   <translation>validation_freq는 에포크 수 또는 에포크의 목록이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>models/trainer.py</extracomment>
   <source>validation_data must be (x, y) or (x, y, sample_weight), got one %1: the targets are missing.</source>
   <translation>validation_data는 (x, y) 또는 (x, y, sample_weight)여야 하는데 %1 하나입니다. 목표가 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/trainer.py</extracomment>
   <source>Model %1 has no loss to compute: give one, for example model.compile(loss='mse').</source>
   <translation>모델 %1에 계산할 손실이 없습니다: 예를 들어 model.compile(loss='mse')처럼 주세요.</translation>
  </message>
  <message>
   <extracomment>models/trainer.py</extracomment>
   <source>predict got no batches: the data are empty.</source>
   <translation>predict에 배치가 오지 않았습니다. 데이터가 비어 있습니다.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>This is no Keras model: the YAML text holds a single value.</source>
   <translation>Keras 모델이 아닙니다: YAML 텍스트에 값이 하나만 있습니다.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The YAML text is longer than %1 MiB.</source>
   <translation>YAML 텍스트가 %1 MiB보다 깁니다.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The text is no YAML of plain data: %1.</source>
   <translation>단순한 데이터로 된 YAML 텍스트가 아닙니다: %1.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The text is neither UTF-8 nor UTF-16, so it is no YAML.</source>
   <translation>텍스트가 UTF-8도 UTF-16도 아니므로 YAML이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The YAML text holds values that no model has, or is nested too deeply.</source>
   <translation>YAML 텍스트에 모델에는 없는 값이 있거나 너무 깊이 중첩되어 있습니다.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The YAML text holds several models, another one from line %1 on: keep one of them in a file.</source>
   <translation>YAML 텍스트에 모델이 여러 개 들어 있으며 %1번째 줄부터 다른 모델이 시작합니다. 파일 하나에 모델 하나만 남기세요.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The YAML text is nested deeper than %1 levels.</source>
   <translation>YAML 텍스트가 %1단계보다 깊이 중첩되어 있습니다.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The YAML text holds more than %1 values.</source>
   <translation>YAML 텍스트에 값이 %1개보다 많습니다.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The YAML text has a list or a mapping as a key, which no model has.</source>
   <translation>YAML 텍스트에서 목록이나 사전이 키로 쓰였는데, 그런 모델은 없습니다.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The YAML text has the key %1 twice in one place, the second time in line %2.</source>
   <translation>YAML 텍스트의 한곳에 키 %1이(가) 두 번 있으며 두 번째는 %2번째 줄에 있습니다.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The YAML text has references (&amp; and *) that lead back to themselves.</source>
   <translation>YAML 텍스트의 참조(&amp;와 *)가 자기 자신으로 되돌아갑니다.</translation>
  </message>
  <message>
   <extracomment>models/yaml.py</extracomment>
   <source>The YAML text has references (&amp; and *) that stand for millions of values.</source>
   <translation>YAML 텍스트의 참조(&amp;와 *)가 수백만 개의 값을 나타냅니다.</translation>
  </message>
  <message>
   <extracomment>ops/adaptive_pooling.py</extracomment>
   <source>Adaptive pooling takes (batch, *spatial, channels), got %1.</source>
   <translation>적응형 풀링은 (배치, *공간, 채널)을 받는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>ops/arrays.py</extracomment>
   <source>Cannot reshape %1, which has %2 elements, to %3.</source>
   <translation>원소가 %2개인 %1의 형태를 %3(으)로 바꿀 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>ops/arrays.py</extracomment>
   <source>A layer can give at most %1 tensors, but this one would give %2.</source>
   <translation>층 하나는 텐서를 최대 %1개까지 낼 수 있는데, 이 층은 %2개를 내게 됩니다.</translation>
  </message>
  <message>
   <extracomment>ops/arrays.py</extracomment>
   <source>Cannot reshape %1 to %2: %3 is not divisible by %4.</source>
   <translation>%1의 형태를 %2(으)로 바꿀 수 없습니다: %3이(가) %4(으)로 나누어떨어지지 않습니다.</translation>
  </message>
  <message>
   <extracomment>ops/arrays.py</extracomment>
   <source>Cannot concatenate shapes %1 along axis %2: all other sizes must be equal.</source>
   <translation>형태 %1을(를) %2번 축으로 이어 붙일 수 없습니다. 다른 크기는 모두 같아야 합니다.</translation>
  </message>
  <message>
   <extracomment>ops/arrays.py</extracomment>
   <source>Axis %1 cannot be split before its size is known.</source>
   <translation>크기를 알기 전에는 축 %1을(를) 나눌 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>ops/arrays.py</extracomment>
   <source>Cannot split an axis of size %1 into %2 equal parts.</source>
   <translation>크기가 %1인 축을 %2개로 똑같이 나눌 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>ops/attention.py</extracomment>
   <source>dot_product_attention takes tensors (batch, steps, heads, size), got %1.</source>
   <translation>dot_product_attention은 텐서 (배치, 스텝, 헤드, 크기)를 받는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>ops/attention.py</extracomment>
   <source>dot_product_attention: %1 heads of keys do not divide the %2 of queries.</source>
   <translation>dot_product_attention: 키 헤드 %1개가 쿼리 헤드 %2개를 나누어떨어지게 하지 않습니다.</translation>
  </message>
  <message>
   <extracomment>ops/convolution.py</extracomment>
   <source>Images with %1 spatial axes need a kernel of %2 axes, got the kernel shape %3.</source>
   <translation>공간 축이 %1개인 이미지에는 축이 %2개인 커널이 필요한데 커널의 형태는 %3입니다.</translation>
  </message>
  <message>
   <extracomment>ops/convolution.py</extracomment>
   <source>A kernel of shape %1 does not fit %2 channels: it sees %3 of them, which must divide %4, into groups that divide the %5 filters.</source>
   <translation>형태가 %1인 커널은 채널 %2개에 맞지 않습니다. 한 번에 %3개를 보는데, 이것이 %4을(를), 그 묶음의 수가 필터 %5개를 나누어떨어지게 해야 합니다.</translation>
  </message>
  <message>
   <extracomment>ops/convolution_transpose.py</extracomment>
   <source>Images of shape %1 need a kernel (*window, filters, channels) of %2 axes with %3 channels, got the kernel shape %4.</source>
   <translation>형태가 %1인 이미지에는 축이 %2개, 채널이 %3개인 커널 (*창, 필터, 채널)이 필요한데 커널의 형태는 %4입니다.</translation>
  </message>
  <message>
   <extracomment>ops/convolution_transpose.py</extracomment>
   <source>A transposed convolution of %1 with a window of %2 would give the sizes %3: use padding "valid", a larger output_padding or a larger input.</source>
   <translation>%1에 창 %2인 전치 합성곱의 크기는 %3이(가) 됩니다. 패딩을 "valid"로 하거나 output_padding이나 입력을 키우세요.</translation>
  </message>
  <message>
   <extracomment>ops/creation.py</extracomment>
   <source>%1 cannot become a tensor: give numbers, truth values or texts, or lists and arrays of them.</source>
   <translation>%1은(는) 텐서가 될 수 없습니다. 숫자, 참거짓, 텍스트 또는 그 목록이나 배열을 주세요.</translation>
  </message>
  <message>
   <extracomment>ops/creation.py</extracomment>
   <source>A tensor cannot be made before all its sizes are known, got %1.</source>
   <translation>모든 크기를 알기 전에는 텐서를 만들 수 없는데 %1을(를) 받았습니다.</translation>
  </message>
  <message>
   <extracomment>ops/creation.py</extracomment>
   <source>A tensor is made in a shape of whole numbers from 0 on, got %1.</source>
   <translation>텐서의 모양은 0 이상의 정수로 이루어져야 하는데 %1을(를) 받았습니다.</translation>
  </message>
  <message>
   <extracomment>ops/creation.py</extracomment>
   <source>arange: start must be a number, got None.</source>
   <translation>arange: start는 수여야 하는데 None을 받았습니다.</translation>
  </message>
  <message>
   <extracomment>ops/crossentropy.py</extracomment>
   <source>sparse_categorical_crossentropy wants one label per sample: labels of shape %1 for outputs of shape %2, got labels of shape %3. One-hot labels go with categorical_crossentropy.</source>
   <translation>sparse_categorical_crossentropy에는 샘플마다 레이블 하나가 필요합니다. 형태가 %2인 출력에는 레이블의 형태가 %1이어야 하는데 %3입니다. 원-핫 레이블에는 categorical_crossentropy를 씁니다.</translation>
  </message>
  <message>
   <extracomment>ops/crossentropy.py</extracomment>
   <source>categorical_crossentropy wants one-hot labels of shape %1, got shape %2. For whole-number labels use sparse_categorical_crossentropy, or to_categorical.</source>
   <translation>categorical_crossentropy에는 형태가 %1인 원-핫 레이블이 필요한데 형태가 %2입니다. 정수 레이블에는 sparse_categorical_crossentropy나 to_categorical을 쓰세요.</translation>
  </message>
  <message>
   <extracomment>ops/crossentropy.py</extracomment>
   <source>binary_crossentropy wants labels of the output's shape %1, got %2: class numbers of several classes go with sparse_categorical_crossentropy.</source>
   <translation>binary_crossentropy에는 출력의 형태 %1과(와) 같은 레이블이 필요한데 %2입니다. 여러 클래스의 번호에는 sparse_categorical_crossentropy를 씁니다.</translation>
  </message>
  <message>
   <extracomment>ops/crossentropy.py</extracomment>
   <source>use binary_crossentropy for one unit</source>
   <translation>유닛이 하나면 binary_crossentropy를 쓰세요</translation>
  </message>
  <message>
   <extracomment>ops/crossentropy.py</extracomment>
   <source>number the classes from 0</source>
   <translation>클래스 번호를 0부터 매기세요</translation>
  </message>
  <message>
   <extracomment>ops/crossentropy.py</extracomment>
   <source>Label %1 is no class: the output has %2 unit%3, for the labels 0 to %4; %5, or give the last layer a unit for each class.</source>
   <translation>레이블 %1에 해당하는 클래스가 없습니다. 출력 유닛은 %2개라 레이블은 0부터 %4까지입니다. %5. 아니면 마지막 층에 클래스마다 유닛을 하나씩 주세요.</translation>
  </message>
  <message>
   <extracomment>ops/depthwise.py</extracomment>
   <source>Depthwise convolution takes sequences (3 axes) or images (4 axes), got %1.</source>
   <translation>깊이별 합성곱은 시퀀스(축 3개)나 이미지(축 4개)를 받는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>ops/depthwise.py</extracomment>
   <source>Images of shape %1 need a kernel (*window, channels, multiplier) of %2 axes with %3 channels, got the kernel shape %4.</source>
   <translation>형태가 %1인 이미지에는 축이 %2개, 채널이 %3개인 커널 (*창, 채널, 배수)이 필요한데 커널의 형태는 %4입니다.</translation>
  </message>
  <message>
   <extracomment>ops/elementary.py</extracomment>
   <source>bincount wants a vector or rows of whole numbers, got a single one.</source>
   <translation>bincount에는 정수의 벡터나 행이 필요한데 수 하나를 받았습니다.</translation>
  </message>
  <message>
   <extracomment>ops/elementary.py</extracomment>
   <source>bincount wants a weight for each number, got shapes %1 and %2.</source>
   <translation>bincount에는 수마다 가중치가 하나씩 필요한데 모양 %1과(와) %2을(를) 받았습니다.</translation>
  </message>
  <message>
   <extracomment>ops/elementary.py</extracomment>
   <source>bincount counts whole numbers from 0 on, got %1.</source>
   <translation>bincount는 0 이상의 정수를 세는데 %1을(를) 받았습니다.</translation>
  </message>
  <message>
   <extracomment>ops/linear.py</extracomment>
   <source>matmul needs at least one axis on both sides, got shapes %1 and %2.</source>
   <translation>matmul에는 양쪽에 축이 적어도 하나씩 필요한데 형태가 %1과(와) %2입니다.</translation>
  </message>
  <message>
   <extracomment>ops/linear.py</extracomment>
   <source>Cannot multiply shapes %1 and %2: %3 columns meet %4 rows.</source>
   <translation>형태 %1과(와) %2을(를) 곱할 수 없습니다. 열은 %3개인데 행은 %4개입니다.</translation>
  </message>
  <message>
   <extracomment>ops/reduce.py</extracomment>
   <source>There is no axis %1 among %2, which count from 0.</source>
   <translation>축 %2개 가운데 %1번 축이 없습니다. 0부터 셉니다.</translation>
  </message>
  <message>
   <extracomment>ops/repeating.py</extracomment>
   <source>pad: mode must be 'constant', 'reflect', 'symmetric', 'edge' or 'wrap', got %1.</source>
   <translation>pad: mode는 'constant', 'reflect', 'symmetric', 'edge' 또는 'wrap'이어야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>ops/sorting.py</extracomment>
   <source>top_k: there are not %1 values along the last axis of shape %2.</source>
   <translation>top_k: 모양 %2의 마지막 축에는 값이 %1개만큼 없습니다.</translation>
  </message>
  <message>
   <extracomment>ops/sorting.py</extracomment>
   <source>searchsorted looks in a sorted vector, got one of shape %1.</source>
   <translation>searchsorted는 정렬된 벡터에서 찾는데 모양 %1을(를) 받았습니다.</translation>
  </message>
  <message>
   <extracomment>ops/sorting.py</extracomment>
   <source>searchsorted: side must be 'left' or 'right', got %1.</source>
   <translation>searchsorted: side는 'left'나 'right'여야 하는데 %1을(를) 받았습니다.</translation>
  </message>
  <message>
   <extracomment>ops/spacing.py</extracomment>
   <source>meshgrid: indexing must be 'xy' or 'ij', got %1.</source>
   <translation>meshgrid: indexing은 'xy' 또는 'ij'여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>ops/windows.py</extracomment>
   <source>%1 must be a whole number &gt;= %2, or %3 of them, got %4.</source>
   <translation>%1은(는) %2 이상의 정수 하나 또는 %3개여야 하는데 %4입니다.</translation>
  </message>
  <message>
   <extracomment>ops/windows.py</extracomment>
   <source>padding must be one of %1, got %2.</source>
   <translation>padding은 다음 중 하나여야 합니다: %1. 지금은 %2입니다.</translation>
  </message>
  <message>
   <extracomment>ops/windows.py</extracomment>
   <source>data_format must be 'channels_last' or 'channels_first', got %1.</source>
   <translation>data_format은 'channels_last' 또는 'channels_first'여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>optimizers/__init__.py</extracomment>
   <source>%1 is no optimizer; give a name such as 'adam', or an instance.</source>
   <translation>%1은(는) 옵티마이저가 아닙니다. 'adam' 같은 이름이나 인스턴스를 주세요.</translation>
  </message>
  <message>
   <extracomment>optimizers/gradients.py</extracomment>
   <source>No variable has a gradient: the loss does not depend on the trainable weights (was it computed inside the tape, and with operations of this library?).</source>
   <translation>기울기가 있는 변수가 없습니다. 손실이 학습하는 가중치와 관계가 없습니다(테이프 안에서, 이 라이브러리의 연산으로 계산했나요?).</translation>
  </message>
  <message>
   <extracomment>optimizers/optimizer.py</extracomment>
   <source>%1 must define update_step(gradient, variable, learning_rate).</source>
   <translation>%1: update_step(gradient, variable, learning_rate)을(를) 정의해야 합니다.</translation>
  </message>
  <message>
   <extracomment>optimizers/optimizer.py</extracomment>
   <source>%1: learning_rate must be a number, a schedule or a function, got %2.</source>
   <translation>%1: learning_rate는 숫자, 스케줄 또는 함수여야 하는데 %2입니다.</translation>
  </message>
  <message>
   <extracomment>optimizers/optimizer.py</extracomment>
   <source>%1 takes only one of clipnorm, clipvalue and global_clipnorm.</source>
   <translation>%1: clipnorm, clipvalue, global_clipnorm 가운데 하나만 받습니다.</translation>
  </message>
  <message>
   <extracomment>optimizers/optimizer.py</extracomment>
   <source>The learning rate of this %1 follows a schedule and cannot be set; make the optimizer with a number if it should be.</source>
   <translation>이 %1의 학습률은 스케줄을 따르므로 정할 수 없습니다. 정하려면 옵티마이저를 숫자로 만드세요.</translation>
  </message>
  <message>
   <extracomment>optimizers/optimizer.py</extracomment>
   <source>There are %1 gradients for %2 variables.</source>
   <translation>기울기는 %1개인데 변수는 %2개입니다.</translation>
  </message>
  <message>
   <extracomment>optimizers/optimizer.py</extracomment>
   <source>%1: %2 must be a number from 0 up, got %3.</source>
   <translation>%1: %2은(는) 0 이상의 수여야 하는데 %3입니다.</translation>
  </message>
  <message>
   <extracomment>optimizers/optimizer.py</extracomment>
   <source>The optimizer does not know its variables: call build(trainable_variables) first.</source>
   <translation>옵티마이저가 변수를 모릅니다. 먼저 build(trainable_variables)를 호출하세요.</translation>
  </message>
  <message>
   <extracomment>optimizers/optimizer.py</extracomment>
   <source>The optimizer was built for other variables than %1; make a new optimizer, or compile the model again.</source>
   <translation>옵티마이저는 %1이(가) 아닌 다른 변수에 맞추어 만들어졌습니다. 새 옵티마이저를 만들거나 모델을 다시 컴파일하세요.</translation>
  </message>
  <message>
   <extracomment>optimizers/schedules.py</extracomment>
   <source>%1 must define __call__(step).</source>
   <translation>%1: __call__(step)을(를) 정의해야 합니다.</translation>
  </message>
  <message>
   <extracomment>optimizers/schedules.py</extracomment>
   <source>PiecewiseConstantDecay: values must have one entry more than boundaries, got %1 values and %2 boundaries.</source>
   <translation>PiecewiseConstantDecay: values는 boundaries보다 하나 많아야 하는데 values %1개, boundaries %2개입니다.</translation>
  </message>
  <message>
   <extracomment>optimizers/state.py</extracomment>
   <source>The optimizer has no weights yet: call build(trainable_variables) before set_weights.</source>
   <translation>옵티마이저에 아직 가중치가 없습니다: set_weights 전에 build(trainable_variables)를 호출하세요.</translation>
  </message>
  <message>
   <extracomment>patterns.py</extracomment>
   <source>A pattern of paths must be text, got %1.</source>
   <translation>경로의 패턴은 텍스트여야 합니다. 받은 값은 %1입니다.</translation>
  </message>
  <message>
   <extracomment>patterns.py</extracomment>
   <source>The pattern %1 takes too long on the path %2: repeat and choose less in it.</source>
   <translation>패턴 %1은(는) 경로 %2에서 너무 오래 걸립니다. 반복과 선택을 줄이세요.</translation>
  </message>
  <message>
   <extracomment>patterns.py</extracomment>
   <source>The pattern %1 may take ages: repeat single characters rather than groups in it.</source>
   <translation>패턴 %1은(는) 끝없이 오래 걸릴 수 있습니다. 묶음 대신 글자 하나를 반복하세요.</translation>
  </message>
  <message>
   <extracomment>patterns.py</extracomment>
   <source>%1 is no regular expression: %2.</source>
   <translation>%1은(는) 정규식이 아닙니다: %2.</translation>
  </message>
  <message>
   <extracomment>regularizers.py</extracomment>
   <source>OrthogonalRegularizer works on matrices, got shape %1; use L1 or L2.</source>
   <translation>OrthogonalRegularizer는 행렬에 쓰는데 형태가 %1입니다. L1이나 L2를 쓰세요.</translation>
  </message>
  <message>
   <extracomment>saving/architecture_files.py</extracomment>
   <source>holds the architecture of a network without its weights: make the model with %1(text), then call its load_weights</source>
   <translation>가중치 없이 신경망의 구조만 들어 있습니다. %1(text)로 모델을 만든 다음 load_weights를 호출하세요</translation>
  </message>
  <message>
   <extracomment>saving/building.py</extracomment>
   <source>this is a model of TensorFlow.js, whose weights are in files beside it: open its model.json by load_model</source>
   <translation>TensorFlow.js 모델이고 가중치는 옆에 있는 파일에 있습니다. model.json을 load_model로 여세요</translation>
  </message>
  <message>
   <extracomment>saving/building.py</extracomment>
   <source>its model has no config</source>
   <translation>모델에 config가 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/building.py</extracomment>
   <source>its model has more weights than any memory holds</source>
   <translation>모델의 가중치가 어떤 메모리에도 들어가지 않을 만큼 많습니다</translation>
  </message>
  <message>
   <extracomment>saving/building.py</extracomment>
   <source>its model has %1 MiB of weights; %2 are allowed</source>
   <translation>모델의 가중치가 %1 MiB입니다. %2 MiB까지 됩니다</translation>
  </message>
  <message>
   <extracomment>saving/building.py</extracomment>
   <source>its model has %1 MiB of weights, but the file only %2 KiB</source>
   <translation>모델의 가중치는 %1 MiB인데 파일은 %2 KiB뿐입니다</translation>
  </message>
  <message>
   <extracomment>saving/building.py</extracomment>
   <source>its model, a %1, cannot be made of its config</source>
   <translation>모델(%1)을 그 설정으로 만들 수 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/building.py</extracomment>
   <source>the class %1 of its model is not known, and the file does not tell its layers: pass the class in custom_objects</source>
   <translation>모델의 클래스 %1을(를) 알 수 없고 파일에 그 층이 적혀 있지 않습니다. 그 클래스를 custom_objects에 넘기세요</translation>
  </message>
  <message>
   <extracomment>saving/compile_settings.py</extracomment>
   <source>the optimizer has no class name.</source>
   <translation>옵티마이저에 클래스 이름이 없습니다.</translation>
  </message>
  <message>
   <extracomment>saving/compile_settings.py</extracomment>
   <source>they are no mapping.</source>
   <translation>매핑이 아닙니다.</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>an attribute that must be text is not</source>
   <translation>텍스트여야 하는 속성이 텍스트가 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>its weights are no HDF5 file</source>
   <translation>가중치가 HDF5 파일이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>is a folder; a file was expected</source>
   <translation>폴더입니다. 파일이어야 합니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>is a device or pipe; a file was expected</source>
   <translation>장치나 파이프입니다. 파일이어야 합니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>is larger than %1 GiB</source>
   <translation>%1 GiB보다 큽니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the group %1 is missing</source>
   <translation>그룹 %1이(가) 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>an array stands where the group %1 should be</source>
   <translation>그룹 %1이(가) 있어야 할 자리에 배열이 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>a group has %1 members</source>
   <translation>그룹 하나에 든 것이 %1개입니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the attribute %1 is of a strange type</source>
   <translation>속성 %1의 종류가 이상합니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the attribute %1 is too long</source>
   <translation>속성 %1이(가) 너무 깁니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the attribute %1 names something twice</source>
   <translation>속성 %1에 같은 이름이 두 번 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the array %1 is missing</source>
   <translation>배열 %1이(가) 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the array %1 takes its data from another file, which is not read</source>
   <translation>배열 %1의 데이터가 다른 파일에 있는데, 그 파일은 읽지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the array %1 holds no plain numbers</source>
   <translation>배열 %1에 평범한 숫자가 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the array %1 is empty</source>
   <translation>배열 %1이(가) 비어 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the array %1 has the shape %2, %3 was expected</source>
   <translation>배열 %1의 형태가 %3이어야 하는데 %2입니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the array %1 is too large</source>
   <translation>배열 %1이(가) 너무 큽니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the array %1 is stored in chunks that are too large</source>
   <translation>배열 %1이(가) 너무 큰 조각으로 저장되어 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the array %1 is compressed in a way that is not read</source>
   <translation>배열 %1의 압축 방식은 읽지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the array %1 declares %2 bytes but holds none</source>
   <translation>배열 %1이(가) %2바이트라는데 담긴 것이 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>the attribute %1 is no list of names</source>
   <translation>속성 %1이(가) 이름의 목록이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>is no HDF5 file</source>
   <translation>HDF5 파일이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>does not fit into the memory</source>
   <translation>메모리에 들어가지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>is nested too deeply</source>
   <translation>너무 깊이 겹쳐 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>is damaged or of another kind (%1)</source>
   <translation>손상되었거나 다른 종류입니다 (%1)</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>there is no such file</source>
   <translation>그런 파일이 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>is no path</source>
   <translation>경로가 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>cannot be read: %1</source>
   <translation>읽을 수 없습니다: %1</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>%1 is a link to another place, which is not followed</source>
   <translation>%1이(가) 다른 곳으로 가는 링크인데, 링크는 따라가지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>all its arrays together are too large for a file of this size</source>
   <translation>배열을 모두 합치면 이만한 크기의 파일치고는 너무 큽니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>one of its groups stands in several places</source>
   <translation>그룹 하나가 여러 곳에 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>ends too early: copy or download it again</source>
   <translation>중간에 끊겨 있습니다. 다시 복사하거나 내려받으세요</translation>
  </message>
  <message>
   <extracomment>saving/hdf5.py</extracomment>
   <source>an attribute holds text that is not UTF-8</source>
   <translation>속성의 텍스트가 UTF-8이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5_heap.py</extracomment>
   <source>holds more than %1 texts, which is more than any model has</source>
   <translation>텍스트가 %1개를 넘는데, 이렇게 많은 모델은 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/hdf5_heap.py</extracomment>
   <source>is damaged: it has an entry of no length</source>
   <translation>손상되었습니다. 길이가 없는 항목이 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/keras0_weights.py</extracomment>
   <source>it has %1 arrays more than the model has weights</source>
   <translation>모델의 가중치보다 배열이 %1개 더 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/keras0_weights.py</extracomment>
   <source>its %1 is no number of layers or weights</source>
   <translation>%1이(가) 층이나 가중치의 수가 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/keras0_weights.py</extracomment>
   <source>%1 has %2 weights, and the file other ones</source>
   <translation>%1의 가중치는 %2개인데 파일의 것과 다릅니다</translation>
  </message>
  <message>
   <extracomment>saving/keras1_weights.py</extracomment>
   <source>%1 has %2 weights, the file has %3</source>
   <translation>%1: 가중치는 %2개인데 파일에는 %3개입니다</translation>
  </message>
  <message>
   <extracomment>saving/keras2.py</extracomment>
   <source>only functional and sequential models can be written for tf.keras</source>
   <translation>tf.keras용으로는 함수형과 순차 모델만 쓸 수 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/keras2.py</extracomment>
   <source>Layer %1: tf.keras has no %2.</source>
   <translation>층 %1: tf.keras에는 %2이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>saving/keras2.py</extracomment>
   <source>Layer %1: tf.keras cannot write how it is called.</source>
   <translation>층 %1: 호출하는 방식을 tf.keras로 쓸 수 없습니다.</translation>
  </message>
  <message>
   <extracomment>saving/keras2.py</extracomment>
   <source>%1: tf.keras has no %2.</source>
   <translation>%1: tf.keras에는 %2이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>saving/keras2_operations.py</extracomment>
   <source>Operation %1: tf.keras has no %2.</source>
   <translation>연산 %1: tf.keras에는 %2이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>saving/keras2_operations.py</extracomment>
   <source>Operation %1: tf.keras wants a number for %2.</source>
   <translation>연산 %1: tf.keras에서 %2은(는) 숫자여야 합니다.</translation>
  </message>
  <message>
   <extracomment>saving/keras2_operations.py</extracomment>
   <source>Operation %1: tf.keras splits into equal parts, not at places.</source>
   <translation>연산 %1: tf.keras는 자리를 정해서가 아니라 똑같이 나눕니다.</translation>
  </message>
  <message>
   <extracomment>saving/keras2_operations.py</extracomment>
   <source>Operation %1: tf.keras takes no constants among its tensors.</source>
   <translation>연산 %1: tf.keras는 텐서 사이에 상수를 받지 않습니다.</translation>
  </message>
  <message>
   <extracomment>saving/keras2_operations.py</extracomment>
   <source>Operation %1: tf.keras has no %2=%3.</source>
   <translation>연산 %1: tf.keras에는 %2=%3이(가) 없습니다.</translation>
  </message>
  <message>
   <extracomment>saving/keras_archive.py</extracomment>
   <source>the archive has no member %1, as one of Keras has: unpack it, if a model is inside</source>
   <translation>압축 파일에 Keras 모델이라면 있을 %1이(가) 없습니다. 안에 모델이 있다면 압축을 푸세요</translation>
  </message>
  <message>
   <extracomment>saving/keras_archive.py</extracomment>
   <source>its %1 cannot be read: %2</source>
   <translation>%1을(를) 읽을 수 없습니다: %2</translation>
  </message>
  <message>
   <extracomment>saving/legacy_h5.py</extracomment>
   <source>layer %1</source>
   <translation>층 %1</translation>
  </message>
  <message>
   <extracomment>saving/legacy_h5.py</extracomment>
   <source>is an HDF5 file, but not one of a Keras model</source>
   <translation>HDF5 파일이지만 Keras 모델의 것이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/legacy_h5.py</extracomment>
   <source>holds weights alone, without their network: open the model, JSON or project of that network, or in code build it and call load_weights</source>
   <translation>신경망 없이 가중치만 들어 있습니다. 그 신경망의 모델, JSON 또는 프로젝트를 열거나, 코드로 만들어 load_weights를 호출하세요</translation>
  </message>
  <message>
   <extracomment>saving/legacy_h5.py</extracomment>
   <source>Only the class of layer %1 knows the order of the weights inside it, so Keras will not open the file (Layerloom will, with the class in custom_objects): save as .keras.</source>
   <translation>층 %1 안의 가중치 순서는 그 클래스만 알기 때문에 Keras에서는 이 파일이 열리지 않습니다(Layerloom은 custom_objects에 클래스를 주면 엽니다): .keras로 저장하세요.</translation>
  </message>
  <message>
   <extracomment>saving/legacy_h5.py</extracomment>
   <source>it has weights for %1 layers, the model has %2 layers with weights</source>
   <translation>층 %1개의 가중치가 있는데 가중치가 있는 모델의 층은 %2개입니다</translation>
  </message>
  <message>
   <extracomment>saving/legacy_h5.py</extracomment>
   <source>the model itself</source>
   <translation>모델 자체</translation>
  </message>
  <message>
   <extracomment>saving/legacy_h5.py</extracomment>
   <source>its %1 is no text</source>
   <translation>%1이(가) 텍스트가 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/legacy_h5.py</extracomment>
   <source>the model has no layer %1</source>
   <translation>모델에 층 %1이(가) 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/models.py</extracomment>
   <source>a model is saved to a file that ends in .keras or .h5</source>
   <translation>모델은 .keras 또는 .h5로 끝나는 파일에 저장합니다</translation>
  </message>
  <message>
   <extracomment>saving/models.py</extracomment>
   <source>weights are saved to a file that ends in .weights.h5</source>
   <translation>가중치는 .weights.h5로 끝나는 파일에 저장합니다</translation>
  </message>
  <message>
   <extracomment>saving/models.py</extracomment>
   <source>for_keras is 2 or 3, and 2 goes with .h5 files and SavedModel folders</source>
   <translation>for_keras는 2 또는 3이고, 2는 .h5 파일과 SavedModel 폴더에 씁니다</translation>
  </message>
  <message>
   <extracomment>saving/models.py</extracomment>
   <source>exists already, and overwrite=False</source>
   <translation>이미 있고 overwrite=False입니다</translation>
  </message>
  <message>
   <extracomment>saving/models.py</extracomment>
   <source>is there already and no SavedModel: choose another folder, or a name that ends in .keras or .h5</source>
   <translation>이미 있는데 SavedModel이 아닙니다. 다른 폴더나 .keras 또는 .h5로 끝나는 이름을 고르세요</translation>
  </message>
  <message>
   <extracomment>saving/models.py</extracomment>
   <source>model %1 has no weights yet: build it or call it on data first</source>
   <translation>모델 %1에 아직 가중치가 없습니다. 먼저 build하거나 데이터에 호출하세요</translation>
  </message>
  <message>
   <extracomment>saving/models.py</extracomment>
   <source>is a checkpoint, which knows no names of layers: leave by_name out</source>
   <translation>층의 이름을 모르는 체크포인트입니다: by_name을 빼세요</translation>
  </message>
  <message>
   <extracomment>saving/models.py</extracomment>
   <source>is an HDF5 file without weights of Keras</source>
   <translation>Keras의 가중치가 없는 HDF5 파일입니다</translation>
  </message>
  <message>
   <extracomment>saving/optimizer_state.py</extracomment>
   <source>The saved state of optimizer %1 does not fit it and is left out: training will go on as with a new optimizer.</source>
   <translation>저장된 옵티마이저 %1의 상태가 맞지 않아 뺐습니다. 학습은 새 옵티마이저처럼 이어집니다.</translation>
  </message>
  <message>
   <extracomment>saving/plan.py</extracomment>
   <source>%1 has shape %2, the file has %3</source>
   <translation>%1의 형태는 %2인데 파일에는 %3입니다</translation>
  </message>
  <message>
   <extracomment>saving/plan.py</extracomment>
   <source>The weights of %1 are left as they are: %2.</source>
   <translation>%1의 가중치를 그대로 두었습니다: %2.</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>is no checkpoint: its index is of another kind</source>
   <translation>체크포인트가 아닙니다. 색인의 종류가 다릅니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>is a checkpoint with a damaged index</source>
   <translation>색인이 손상된 체크포인트입니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>is a checkpoint with a compressed index, which is not read</source>
   <translation>색인이 압축된 체크포인트인데, 이것은 읽지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>is a checkpoint with a damaged index: its checksum differs</source>
   <translation>색인이 손상된 체크포인트입니다. 체크섬이 다릅니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>is a checkpoint with arrays in slices, which are not read</source>
   <translation>배열이 조각난 체크포인트인데, 이것은 읽지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>is a checkpoint with the bytes of numbers in another order</source>
   <translation>숫자의 바이트 순서가 다른 체크포인트입니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>the array %1 declares %2 bytes, which do not fit its shape</source>
   <translation>배열 %1이(가) %2바이트라는데 형태와 맞지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>the array %1 is damaged: its checksum differs</source>
   <translation>배열 %1이(가) 손상되었습니다. 체크섬이 다릅니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>the text %1 is no single text</source>
   <translation>텍스트 %1이(가) 텍스트 하나가 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>the text %1 is damaged</source>
   <translation>텍스트 %1이(가) 손상되었습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>the texts %1 are no row of texts</source>
   <translation>글 %1은(는) 글의 줄이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>the texts %1 are damaged</source>
   <translation>글 %1이(가) 손상되었습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>the array %1 is in a file that is not there</source>
   <translation>배열 %1이(가) 든 파일이 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/bundle.py</extracomment>
   <source>the array %1 lies beyond the end of its file</source>
   <translation>배열 %1이(가) 파일의 끝을 넘어갑니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/checkpoint.py</extracomment>
   <source>the model has %1 weights, the exported one has %2</source>
   <translation>모델의 가중치는 %1개인데 내보낸 모델의 가중치는 %2개입니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/checkpoint.py</extracomment>
   <source>is a checkpoint of TensorFlow 1, which knows variables but no layers: give its values to a model of tf.keras, and save that as .h5</source>
   <translation>변수만 알고 층은 모르는 TensorFlow 1의 체크포인트입니다. tf.keras 모델에 그 값을 넣고 .h5로 저장하세요</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/checkpoint.py</extracomment>
   <source>the checkpoint has no value for %1</source>
   <translation>체크포인트에 %1의 값이 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/files.py</extracomment>
   <source>%1 is no plain file</source>
   <translation>%1이(가) 보통 파일이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/files.py</extracomment>
   <source>%1 is larger than %2 GiB</source>
   <translation>%1이(가) %2 GiB보다 큽니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/files.py</extracomment>
   <source>%1 is larger than %2 MiB</source>
   <translation>%1이(가) %2 MiB보다 큽니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/files.py</extracomment>
   <source>has no file %1/%2</source>
   <translation>%1/%2 파일이 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/keras_objects.py</extracomment>
   <source>only functional and sequential models can be written as a SavedModel</source>
   <translation>SavedModel로는 함수형과 순차 모델만 쓸 수 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/object_graph.py</extracomment>
   <source>holds a damaged graph of objects</source>
   <translation>객체 그래프가 손상되었습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/optimizer.py</extracomment>
   <source>the array %1 is far larger than its layer</source>
   <translation>배열 %1이(가) 층보다 훨씬 큽니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/own_classes.py</extracomment>
   <source>does not say what its model was called with: make it in code, and load its weights</source>
   <translation>모델이 무엇으로 호출되었는지 적혀 있지 않습니다. 코드로 모델을 만들고 가중치를 불러오세요</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/own_classes.py</extracomment>
   <source>holds a model that was called with a %1: make it in code, and load its weights</source>
   <translation>%1(으)로 호출된 모델이 들어 있습니다. 코드로 모델을 만들고 가중치를 불러오세요</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/own_classes.py</extracomment>
   <source>does not say of which shapes the inputs of its model are</source>
   <translation>모델 입력의 모양이 적혀 있지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/own_classes.py</extracomment>
   <source>holds a model of the class %1, whose layers are in its code, not in the file: pass the class in custom_objects, or make the model in code, and give the folder to its load_weights</source>
   <translation>%1 클래스의 모델이 들어 있는데, 그 층은 파일이 아니라 코드에 있습니다. custom_objects에 클래스를 넘기거나, 코드로 모델을 만들고 load_weights에 이 폴더를 주세요</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/own_classes.py</extracomment>
   <source>holds a model of the class %1, which cannot be made as the file says: %2: %3</source>
   <translation>%1 클래스의 모델이 들어 있는데, 파일에 적힌 대로 만들 수 없습니다: %2: %3</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/reading.py</extracomment>
   <source>holds metadata of Keras that are no mapping</source>
   <translation>Keras의 메타데이터가 매핑이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/reading.py</extracomment>
   <source>is a SavedModel without the configuration of Keras, only with functions of TensorFlow: save the model from Keras as .h5 or .keras, or make it in code and give the folder to its load_weights</source>
   <translation>Keras의 설정 없이 TensorFlow 함수만 있는 SavedModel입니다: Keras에서 모델을 .h5나 .keras로 저장하거나, 코드로 모델을 만들어 그 load_weights에 이 폴더를 주세요</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/reading.py</extracomment>
   <source>layer %1 has no values in it</source>
   <translation>층 %1의 값이 들어 있지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/reading.py</extracomment>
   <source>layer %1 has %2 weights, the checkpoint has %3</source>
   <translation>층 %1: 가중치는 %2개인데 체크포인트에는 %3개입니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/wire.py</extracomment>
   <source>holds a protocol buffer of another kind</source>
   <translation>프로토콜 버퍼의 종류가 다릅니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/wire.py</extracomment>
   <source>holds a protocol buffer with millions of fields</source>
   <translation>프로토콜 버퍼의 필드가 수백만 개입니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/wire.py</extracomment>
   <source>holds a damaged number</source>
   <translation>손상된 숫자가 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/wire.py</extracomment>
   <source>holds a text that is not UTF-8</source>
   <translation>UTF-8이 아닌 텍스트가 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/saved_model/wire.py</extracomment>
   <source>holds a damaged protocol buffer</source>
   <translation>프로토콜 버퍼가 손상되었습니다</translation>
  </message>
  <message>
   <extracomment>saving/shards.py</extracomment>
   <source>is too large</source>
   <translation>너무 큽니다</translation>
  </message>
  <message>
   <extracomment>saving/shards.py</extracomment>
   <source>tells no files of weights</source>
   <translation>가중치 파일을 알려 주지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/shards.py</extracomment>
   <source>names %1, which is no file beside it of such weights</source>
   <translation>%1을(를) 가리키지만, 옆에 있는 그런 가중치 파일의 이름이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/reading.py</extracomment>
   <source>is a file of a model of TensorFlow.js without the layers of the network</source>
   <translation>TensorFlow.js 모델의 파일이지만 신경망의 층이 들어 있지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/reading.py</extracomment>
   <source>is a graph model of TensorFlow.js, which keeps the operations of a network and not its layers: ask for the Keras model that it was made from (.keras or .h5), or for a conversion to a layers model</source>
   <translation>TensorFlow.js의 그래프 모델입니다. 신경망의 층이 아니라 연산만 담고 있으니, 원래의 Keras 모델(.keras 또는 .h5)이나 layers 모델로 변환한 것을 요청하세요</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>a group has weights that are no mappings</source>
   <translation>그룹에 매핑이 아닌 가중치가 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>an array has no name, or one that is too long</source>
   <translation>이름이 없거나 이름이 너무 긴 배열이 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>the array %1 stands in it twice</source>
   <translation>배열 %1이(가) 두 번 들어 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>names more than %1 arrays</source>
   <translation>배열을 %1개 넘게 적고 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>the array %1 has a shape that is none</source>
   <translation>배열 %1의 형태가 올바르지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>the array %1 is quantized in a way that is not known</source>
   <translation>배열 %1은(는) 알 수 없는 방식으로 양자화되어 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>the array %1 is quantized without scale and min</source>
   <translation>배열 %1은(는) scale과 min 없이 양자화되어 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>its %1 is no list</source>
   <translation>%1이(가) 목록이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>names %1 as a file of weights; only files beside it are read</source>
   <translation>%1을(를) 가중치 파일로 적고 있습니다. 옆에 있는 파일만 읽습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>names the file %1 twice</source>
   <translation>파일 %1을(를) 두 번 적고 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>names more than %1 files</source>
   <translation>파일을 %1개 넘게 적고 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>its weights take %1 bytes, but their files have %2: copy or download them again</source>
   <translation>가중치는 %1바이트여야 하는데 파일에는 %2바이트가 있습니다. 다시 복사하거나 내려받으세요</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>its files of weights are larger than %1 MiB</source>
   <translation>가중치 파일이 %1MiB보다 큽니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>its files of weights became shorter while they were read</source>
   <translation>읽는 동안 가중치 파일이 짧아졌습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>its weightsManifest holds something else than groups</source>
   <translation>weightsManifest에 그룹이 아닌 것이 들어 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weight_files.py</extracomment>
   <source>its weights are in %1, which is not in the same folder: put it there</source>
   <translation>가중치는 %1에 있는데 같은 폴더에 없습니다. 그곳에 넣으세요</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weights_by_name.py</extracomment>
   <source>the model has no layer for the array %1</source>
   <translation>배열 %1에 해당하는 층이 모델에 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weights_by_name.py</extracomment>
   <source>several layers of the model may be meant by the array %1</source>
   <translation>배열 %1에 해당할 수 있는 층이 모델에 여러 개 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/tfjs/weights_by_name.py</extracomment>
   <source>layer %1 has %2 weights, the file has %3</source>
   <translation>층 %1의 가중치는 %2개인데 파일에는 %3개가 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/unknown.py</extracomment>
   <source>Layer %1 only stands for one of class %2, and tf.keras needs the names of all that is in it: save to a path that ends in .keras or .h5</source>
   <translation>층 %1은(는) 클래스 %2의 층을 대신할 뿐이며, tf.keras에는 그 안에 있는 모든 것의 이름이 필요합니다: .keras나 .h5로 끝나는 경로에 저장하세요</translation>
  </message>
  <message>
   <extracomment>saving/unknown.py</extracomment>
   <source>layer %1 has no weight %2</source>
   <translation>층 %1에 가중치 %2이(가) 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/unknown.py</extracomment>
   <source>it has no weight %1</source>
   <translation>가중치 %1이(가) 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/unzipped.py</extracomment>
   <source>is the name of an archive: leave the ending out with zipped=False</source>
   <translation>압축 파일의 이름입니다: zipped=False이면 확장자를 빼세요</translation>
  </message>
  <message>
   <extracomment>saving/unzipped.py</extracomment>
   <source>is there already and no model's folder: choose another one</source>
   <translation>이미 있는데 모델의 폴더가 아닙니다. 다른 폴더를 고르세요</translation>
  </message>
  <message>
   <extracomment>saving/weights_h5.py</extracomment>
   <source>it notes other places than weights of a layer</source>
   <translation>층의 가중치가 아닌 다른 자리가 적혀 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/weights_h5.py</extracomment>
   <source>its groups are nested too deeply</source>
   <translation>그룹이 너무 깊이 겹쳐 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/weights_h5.py</extracomment>
   <source>%1 has %2 weights, the file has %3 at %4</source>
   <translation>%1: 가중치는 %2개인데 파일의 %4에는 %3개입니다</translation>
  </message>
  <message>
   <extracomment>saving/weights_h5.py</extracomment>
   <source>it has weights for %1, which this model does not have</source>
   <translation>%1의 가중치가 있는데 이 모델에는 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/writing.py</extracomment>
   <source>The name %1 cannot stand in an HDF5 file: rename the layer.</source>
   <translation>이름 %1은(는) HDF5 파일에 쓸 수 없습니다. 층의 이름을 바꾸세요.</translation>
  </message>
  <message>
   <extracomment>saving/writing.py</extracomment>
   <source>A name is too long for an HDF5 file: rename the layer.</source>
   <translation>이름이 HDF5 파일에 쓰기에는 너무 깁니다. 층의 이름을 바꾸세요.</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>the archive has %1 members; at most %2 are read</source>
   <translation>압축 파일에 든 것이 %1개입니다. 최대 %2개까지 읽습니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>the archive has no member %1</source>
   <translation>압축 파일에 %1이(가) 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>the member %1 is encrypted</source>
   <translation>%1이(가) 암호화되어 있습니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>the member %1 is compressed in a way that is not read</source>
   <translation>%1의 압축 방식은 읽지 않습니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>the member %1 is no plain file</source>
   <translation>압축 파일 속 %1이(가) 보통 파일이 아닙니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>the member %1 is too large</source>
   <translation>%1이(가) 너무 큽니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>has no file %1</source>
   <translation>%1 파일이 없습니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>the list of the archive's members is too long</source>
   <translation>압축 파일의 목록이 너무 깁니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>is a damaged archive (%1)</source>
   <translation>손상된 압축 파일입니다 (%1)</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>two members of the archive are called %1</source>
   <translation>압축 파일 속 둘의 이름이 %1(으)로 같습니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>holds more than %1 files</source>
   <translation>파일이 %1개를 넘습니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>the file %1 is too large</source>
   <translation>%1 파일이 너무 큽니다</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>is a damaged archive without an end: copy or download it again</source>
   <translation>끝이 없는 손상된 압축 파일입니다. 다시 복사하거나 내려받으세요</translation>
  </message>
  <message>
   <extracomment>saving/zip_members.py</extracomment>
   <source>the member %1 is larger than it says</source>
   <translation>%1이(가) 적힌 것보다 큽니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>sizes must be equal or 1, counted from the last axis</source>
   <translation>마지막 축부터 세어 크기가 같거나 1이어야 합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>the last axis of the first must be as long as the last but one of the second</source>
   <translation>첫째의 마지막 축이 둘째의 끝에서 두 번째 축과 길이가 같아야 합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>the new shape must hold as many values as there are</source>
   <translation>새 형태에 든 값의 수가 지금과 같아야 합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>all sizes but those along the axis must be equal</source>
   <translation>그 축 말고는 모든 크기가 같아야 합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>axes of one letter must have one size</source>
   <translation>글자가 같은 축은 크기가 같아야 합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>the axes must name every axis once</source>
   <translation>축을 저마다 한 번씩 적어야 합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>only axes of size 1 can be taken out</source>
   <translation>크기가 1인 축만 없앨 수 있습니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>texts are no numbers</source>
   <translation>텍스트는 숫자가 아닙니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>sizes cannot be negative</source>
   <translation>크기는 음수일 수 없습니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>sizes and counts must be whole numbers</source>
   <translation>크기와 개수는 정수여야 합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>numbers of this type are not taken: cast them first, for example to int32</source>
   <translation>이 자료형의 수는 받지 않습니다. 먼저 int32 등으로 변환하세요</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>a single number is wanted</source>
   <translation>수 하나가 필요합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>a step of 0 leads nowhere</source>
   <translation>간격이 0이면 끝에 닿지 못합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>start, stop and step must be finite</source>
   <translation>start, stop, step은 유한해야 합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>neither end may be 0</source>
   <translation>양 끝은 0일 수 없습니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>at least one tensor is wanted</source>
   <translation>텐서가 적어도 하나 필요합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>the bins must rise or fall</source>
   <translation>구간의 경계는 커지거나 작아지는 순서여야 합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>shares lie between 0 and 1</source>
   <translation>비율은 0과 1 사이여야 합니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>there are fewer values than that</source>
   <translation>값이 그보다 적습니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>there is no index %1: axis %2 has %3 of them, from 0 on</source>
   <translation>%1번 원소가 없습니다. %2번 축에는 0부터 %3개가 있습니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>there is no axis %1 among %2, which count from 0</source>
   <translation>축 %2개 가운데 %1번 축이 없습니다. 0부터 셉니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>%2 indices are too many for %1 axes</source>
   <translation>축이 %1개인데 번호가 %2개입니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>indices are whole numbers, slices, ..., None, or arrays of numbers or truth values</source>
   <translation>번호는 정수, 슬라이스, ..., None 또는 숫자나 참거짓의 배열입니다</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>Assigning to a part</source>
   <translation>부분에 값 넣기</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>shape %1</source>
   <translation>형태 %1</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>the shapes %1</source>
   <translation>형태 %1</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>%1 cannot work on %2%3: %4.</source>
   <translation>%1: %2%3에는 쓸 수 없습니다: %4.</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>%1 cannot work with %2: %3.</source>
   <translation>%1: %2(으)로는 쓸 수 없습니다: %3.</translation>
  </message>
  <message>
   <extracomment>tensors/misfits.py</extracomment>
   <source>with %1</source>
   <translation> (%1)</translation>
  </message>
  <message>
   <extracomment>utils/images.py</extracomment>
   <source>color_mode must be one of %1, got %2.</source>
   <translation>color_mode는 다음 중 하나여야 합니다: %1. 지금은 %2입니다.</translation>
  </message>
  <message>
   <extracomment>utils/images.py</extracomment>
   <source>An image has two or three axes, got shape %1.</source>
   <translation>이미지의 축은 둘이나 셋인데 형태가 %1입니다.</translation>
  </message>
  <message>
   <extracomment>utils/images.py</extracomment>
   <source>An image has the shape (height, width, 1, 3 or 4 channels), got %1.</source>
   <translation>이미지의 형태는 (높이, 너비, 채널 1, 3 또는 4)인데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>utils/images.py</extracomment>
   <source>data_format must be channels_last or channels_first, got %1.</source>
   <translation>data_format은 channels_last 또는 channels_first여야 하는데 %1입니다.</translation>
  </message>
  <message>
   <extracomment>utils/images.py</extracomment>
   <source>interpolation must be one of %1, got %2.</source>
   <translation>interpolation은 다음 중 하나여야 합니다: %1. 지금은 %2입니다.</translation>
  </message>
  <message>
   <extracomment>utils/pictures.py</extracomment>
   <source>grey of %1 to %2 to 8 bit</source>
   <translation>%1에서 %2까지의 회색을 8비트로</translation>
  </message>
  <message>
   <extracomment>utils/pictures.py</extracomment>
   <source>first of several frames</source>
   <translation>여러 프레임 가운데 첫째</translation>
  </message>
  <message>
   <extracomment>utils/pictures.py</extracomment>
   <source>turned as the camera noted</source>
   <translation>카메라가 적은 대로 돌림</translation>
  </message>
  <message>
   <extracomment>utils/pictures.py</extracomment>
   <source>transparent parts on white</source>
   <translation>투명한 부분을 흰색 위에</translation>
  </message>
  <message>
   <extracomment>utils/pictures.py</extracomment>
   <source>16-bit grey to 8 bit</source>
   <translation>16비트 회색을 8비트로</translation>
  </message>
  <message>
   <extracomment>utils/pictures.py</extracomment>
   <source>this is no image of a known format (PNG, JPEG, BMP, GIF, WebP, TIFF)</source>
   <translation>아는 형식의 이미지가 아닙니다 (PNG, JPEG, BMP, GIF, WebP, TIFF)</translation>
  </message>
  <message>
   <extracomment>utils/pictures.py</extracomment>
   <source>the image cannot be read (%1)</source>
   <translation>이미지를 읽을 수 없습니다 (%1)</translation>
  </message>
  <message>
   <extracomment>utils/pictures.py</extracomment>
   <source>the picture has %1 × %2 pixels, more than the %3 million allowed</source>
   <translation>이미지가 %1 × %2 픽셀로, 허용되는 %3백만 픽셀보다 큽니다</translation>
  </message>
  <message>
   <extracomment>utils/pictures.py</extracomment>
   <source>the file is empty</source>
   <translation>파일이 비어 있습니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>is no text in UTF-8: save it as such, in a spreadsheet as “CSV UTF-8”</source>
   <translation>UTF-8 텍스트가 아닙니다: UTF-8로, 스프레드시트에서는 “CSV UTF-8”로 저장하세요</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>has no rows of numbers</source>
   <translation>숫자의 행이 없습니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>x and y must have at least one axis, the samples</source>
   <translation>x와 y에는 적어도 샘플의 축 하나가 있어야 합니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>x has %1 samples, y has %2</source>
   <translation>x의 샘플은 %1개인데 y는 %2개입니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>holds no samples</source>
   <translation>샘플이 하나도 없습니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>y holds NaN or infinite labels: remove these samples</source>
   <translation>y에 NaN이나 무한대인 레이블이 있습니다. 이 샘플들을 빼세요</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>line %1, column %2: %3 is no finite number</source>
   <translation>%1번째 줄, %2번째 열: %3은(는) 유한한 숫자가 아닙니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>line %1, column %2: %3 is too large for float32</source>
   <translation>%1번째 줄, %2번째 열: %3은(는) float32에 담기에 너무 큽니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>line %1 has %2 fields, %3 were expected</source>
   <translation>%1번째 줄의 항목이 %3개여야 하는데 %2개입니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>has more than %1 rows</source>
   <translation>행이 %1개를 넘습니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>is no table of fields (%1)</source>
   <translation>항목으로 된 표가 아닙니다 (%1)</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>line %1 is no row of numbers</source>
   <translation>%1번째 줄이 숫자의 행이 아닙니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>%1 is a NumPy array of a version that is not read</source>
   <translation>%1은(는) 읽지 않는 버전의 NumPy 배열입니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>%1 holds Python objects, which are never read: save numbers alone</source>
   <translation>%1의 내용이 파이썬 객체입니다. 객체는 절대로 읽지 않으니 숫자만 저장하세요</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>%1 holds %2 and no numbers</source>
   <translation>%1의 내용이 숫자가 아니라 %2입니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>%1 declares the shape %2 but does not hold it</source>
   <translation>%1의 형태가 %2(이)라는데 그만큼 들어 있지 않습니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>%1 is no NumPy array (%2)</source>
   <translation>%1이(가) NumPy 배열이 아닙니다 (%2)</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>has one column: at least one input and, in the last column, the label are needed</source>
   <translation>열이 하나입니다. 입력이 적어도 하나, 그리고 마지막 열에 레이블이 필요합니다</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>holds no array %1: save it with numpy.savez(file, x=..., y=...)</source>
   <translation>배열 %1이(가) 없습니다: numpy.savez(file, x=..., y=...)로 저장하세요</translation>
  </message>
  <message>
   <extracomment>utils/tables.py</extracomment>
   <source>line %1 has more than %2 fields</source>
   <translation>%1번째 줄의 항목이 %2개를 넘습니다</translation>
  </message>
 </context>
</TS>
